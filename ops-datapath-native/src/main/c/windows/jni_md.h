/* SPDX-License-Identifier: Apache-2.0 */
/* What jni.h wants to know of 64-bit Windows; a JDK for Linux has its own platform's only. */
#ifndef OPS_JNI_MD_H
#define OPS_JNI_MD_H

#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
/* 64-bit Windows has one calling convention. Newer JDKs for Linux say the same in jni.h, which must not differ. */
#define JNICALL

typedef long jint; /* 32 bits there */
typedef long long jlong;
typedef signed char jbyte;

#endif
