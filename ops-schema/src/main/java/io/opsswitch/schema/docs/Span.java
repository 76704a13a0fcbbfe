/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

/**
 * Where an element lies in its file, as offsets.
 *
 * @param name the element's name
 * @param start of its {@code <}
 * @param contentStart just behind its start tag
 * @param contentEnd of the {@code <} of its end tag; {@code contentStart} for an empty-element tag
 * @param end just behind the element
 */
public record Span(String name, int start, int contentStart, int contentEnd, int end) {}
