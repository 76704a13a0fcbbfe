/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes the place of a JVM: finds the native methods by name, and offers them the two JNI functions that they use. A
 * direct buffer is a pointer to its address; a string is collected in memory of the calling thread.
 */
#include "library.h"

#include <jni.h>
#include <stdio.h>
#include <string.h>

#define DEVICE "Java_io_opsswitch_datapath_nativelib_WindowsDevice_"
#define ABI "Java_io_opsswitch_datapath_nativelib_NativeLibrary_abiVersion"
#define TEXT_UNITS 1024

static jlong(JNICALL *open0)(JNIEnv *, jclass);
static jint(JNICALL *control0)(JNIEnv *, jclass, jlong, jint, jobject, jint, jint, jobject, jint, jint, jint);
static jint(JNICALL *pend0)(JNIEnv *, jclass, jlong, jint, jobject, jint, jint);
static jint(JNICALL *await0)(JNIEnv *, jclass, jlong, jint);
static void(JNICALL *cancel0)(JNIEnv *, jclass, jlong, jboolean);
static void(JNICALL *close0)(JNIEnv *, jclass, jlong);
static jstring(JNICALL *error_text)(JNIEnv *, jclass, jint);
static jint(JNICALL *abi_version)(JNIEnv *, jclass);

struct text {
    int length;
    WCHAR units[TEXT_UNITS];
};

static __thread struct text last_text;

static void *JNICALL get_direct_buffer_address(JNIEnv *env, jobject buffer) {
    (void) env;
    return *(void **) buffer;
}

static jstring JNICALL new_string(JNIEnv *env, const jchar *units, jsize length) {
    (void) env;
    last_text.length = length < TEXT_UNITS ? length : TEXT_UNITS;
    memcpy(last_text.units, units, sizeof(WCHAR) * last_text.length);
    return (jstring) &last_text;
}

static const struct JNINativeInterface_ functions = {
    .GetDirectBufferAddress = get_direct_buffer_address,
    .NewString = new_string,
};
static JNIEnv env = &functions;

static BOOL find(HMODULE library, const char *name, void *function) {
    FARPROC address = GetProcAddress(library, name);
    memcpy(function, &address, sizeof address);
    if (address == NULL) {
        printf("error: the library has no function %s\n", name);
    }
    return address != NULL;
}

BOOL library_load(const WCHAR *path) {
    HMODULE library = LoadLibraryW(path);
    if (library == NULL) {
        printf("error: could not load the library, Windows error %lu\n", GetLastError());
        return FALSE;
    }
    return find(library, DEVICE "open0", &open0) && find(library, DEVICE "control0", &control0)
            && find(library, DEVICE "pend0", &pend0) && find(library, DEVICE "await0", &await0)
            && find(library, DEVICE "cancel0", &cancel0) && find(library, DEVICE "close0", &close0)
            && find(library, DEVICE "errorText", &error_text) && find(library, ABI, &abi_version);
}

int64_t library_open(void) {
    return open0(&env, NULL);
}

static jobject direct(void **address, int length) {
    return length == 0 ? NULL : (jobject) address;
}

int library_control(int64_t device, int code, void *in, int in_length, void *out, int room, int timeout) {
    return control0(&env, NULL, device, code, direct(&in, in_length), 0, in_length, direct(&out, room), 0, room,
            timeout);
}

int library_pend(int64_t device, int code, void *in, int in_length) {
    return pend0(&env, NULL, device, code, direct(&in, in_length), 0, in_length);
}

int library_await(int64_t device, int timeout) {
    return await0(&env, NULL, device, timeout);
}

void library_cancel(int64_t device, BOOL all) {
    cancel0(&env, NULL, device, all ? JNI_TRUE : JNI_FALSE);
}

void library_close(int64_t device) {
    close0(&env, NULL, device);
}

int library_error_text(int error, WCHAR *to, int room) {
    const struct text *text = (const struct text *) error_text(&env, NULL, error);
    int length = text->length < room ? text->length : room;
    memcpy(to, text->units, sizeof(WCHAR) * length);
    return length;
}

int library_abi_version(void) {
    return abi_version(&env, NULL);
}
