/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPS_ERROR_H
#define OPS_ERROR_H

#include <jni.h>

/* Throws a NativeException that says what was tried and carries the error number and its text. */
void ops_throw(JNIEnv *env, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
