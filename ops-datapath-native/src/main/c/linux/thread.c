/* SPDX-License-Identifier: Apache-2.0 */
/* Where threads may run. */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_ThreadAffinity.h"

#include <errno.h>
#include <sched.h>

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_ThreadAffinity_pin0(JNIEnv *env, jclass type, jint core) {
    (void) type;
    size_t size = CPU_ALLOC_SIZE((size_t) core + 1);
    cpu_set_t *cores = CPU_ALLOC((size_t) core + 1);
    if (cores == NULL) {
        ops_throw(env, ENOMEM, "could not pin a thread to core %d", core);
        return;
    }
    CPU_ZERO_S(size, cores);
    CPU_SET_S((size_t) core, size, cores);
    /* 0 is the calling thread. */
    int failed = sched_setaffinity(0, size, cores) < 0;
    int error = errno;
    CPU_FREE(cores);
    if (failed) {
        ops_throw(env, error, "could not pin a thread to core %d", core);
    }
}
