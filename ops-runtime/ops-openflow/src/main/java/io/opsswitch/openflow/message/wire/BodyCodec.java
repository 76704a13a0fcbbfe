/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

/**
 * Reads and writes the bodies of one form of a message. Stateless.
 *
 * @param <B> what it reads and writes
 */
public interface BodyCodec<B extends Body> {

    /**
     * Read a body.
     *
     * @param in all bytes behind the headers; their number has been checked against the table of forms
     * @throws io.opsswitch.openflow.OpenFlowException for what OpenFlow, or Open vSwitch, does not accept
     */
    B decode(WireReader in, WireContext context);

    /** Append a body. */
    void encode(B body, WireWriter out, WireContext context);

    /** Return a codec of two functions. */
    static <B extends Body> BodyCodec<B> of(Decoder<B> decoder, Encoder<B> encoder) {
        return new BodyCodec<>() {
            @Override
            public B decode(WireReader in, WireContext context) {
                return decoder.decode(in, context);
            }

            @Override
            public void encode(B body, WireWriter out, WireContext context) {
                encoder.encode(body, out, context);
            }
        };
    }

    /**
     * Reads a body, or an entry of one.
     *
     * @param <T> what it reads
     */
    @FunctionalInterface
    interface Decoder<T> {
        /** Read one. */
        T decode(WireReader in, WireContext context);
    }

    /**
     * Appends a body, or an entry of one.
     *
     * @param <T> what it appends
     */
    @FunctionalInterface
    interface Encoder<T> {
        /** Append one. */
        void encode(T value, WireWriter out, WireContext context);
    }
}
