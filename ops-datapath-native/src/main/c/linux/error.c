/* SPDX-License-Identifier: Apache-2.0 */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ops_throw(JNIEnv *env, int error, const char *format, ...) {
    char tried[256];
    va_list args;
    va_start(args, format);
    vsnprintf(tried, sizeof tried, format, args);
    va_end(args);

    char text[128];
    const char *reason = strerror_r(error, text, sizeof text);

    jclass type = (*env)->FindClass(env, "io/opsswitch/datapath/nativelib/NativeException");
    if (type == NULL) {
        return;
    }
    jmethodID make = (*env)->GetMethodID(env, type, "<init>", "(Ljava/lang/String;ILjava/lang/String;)V");
    jstring jtried = make == NULL ? NULL : (*env)->NewStringUTF(env, tried);
    jstring jreason = jtried == NULL ? NULL : (*env)->NewStringUTF(env, reason);
    if (jreason == NULL) {
        return; /* the JVM has an exception of its own pending */
    }
    jobject exception = (*env)->NewObject(env, type, make, jtried, (jint) error, jreason);
    if (exception != NULL) {
        (*env)->Throw(env, exception);
    }
}
