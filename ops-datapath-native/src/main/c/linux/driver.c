/* SPDX-License-Identifier: Apache-2.0 */
/* What a network device's driver says of itself (SIOCETHTOOL, netdevice(7)). */
#include "io_opsswitch_datapath_nativelib_NetworkDriver.h"

#include <linux/ethtool.h>
#include <linux/if.h>
#include <linux/sockios.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char PEER[] = "peer_ifindex";

static int ask(int fd, const char *name, void *command) {
    struct ifreq request = {.ifr_data = command};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return ioctl(fd, SIOCETHTOOL, &request);
}

/* Returns the number of the device at the other end of a veth cable, which is one of its driver's statistics; 0 = none. */
static uint64_t read_peer(int fd, const char *name, uint32_t count) {
    struct ethtool_gstrings *names = calloc(1, sizeof *names + (size_t) count * ETH_GSTRING_LEN);
    struct ethtool_stats *values = calloc(1, sizeof *values + count * sizeof values->data[0]);
    uint64_t peer = 0;
    if (names != NULL && values != NULL) {
        *names = (struct ethtool_gstrings) {.cmd = ETHTOOL_GSTRINGS, .string_set = ETH_SS_STATS, .len = count};
        *values = (struct ethtool_stats) {.cmd = ETHTOOL_GSTATS, .n_stats = count};
        if (ask(fd, name, names) == 0 && ask(fd, name, values) == 0) {
            for (uint32_t i = 0; i < count && i < names->len && i < values->n_stats; i++) {
                if (strncmp((const char *) names->data + i * ETH_GSTRING_LEN, PEER, ETH_GSTRING_LEN) == 0) {
                    peer = values->data[i];
                }
            }
        }
    }
    free(names);
    free(values);
    return peer;
}

static void put(JNIEnv *env, jobjectArray out, jsize at, const char *bytes, size_t size) {
    char text[64];
    size_t length = strnlen(bytes, size);
    length = length < sizeof text ? length : sizeof text - 1;
    memcpy(text, bytes, length);
    text[length] = '\0';
    jstring value = (*env)->NewStringUTF(env, text);
    if (value != NULL) {
        (*env)->SetObjectArrayElement(env, out, at, value);
        (*env)->DeleteLocalRef(env, value);
    }
}

/* Fills in the driver's name, version and firmware; returns the number of the peer, 0 if none, negative if nothing is known. */
JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_NetworkDriver_query0(
        JNIEnv *env, jclass type, jstring jname, jobjectArray out) {
    (void) type;
    const char *name = (*env)->GetStringUTFChars(env, jname, NULL);
    if (name == NULL) {
        return -1;
    }
    jlong peer = -1;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        struct ethtool_drvinfo info = {.cmd = ETHTOOL_GDRVINFO};
        if (ask(fd, name, &info) == 0) {
            put(env, out, 0, info.driver, sizeof info.driver);
            put(env, out, 1, info.version, sizeof info.version);
            put(env, out, 2, info.fw_version, sizeof info.fw_version);
            int isCable = strncmp(info.driver, "veth", sizeof info.driver) == 0;
            peer = isCable ? (jlong) read_peer(fd, name, info.n_stats) : 0;
        }
        close(fd);
    }
    (*env)->ReleaseStringUTFChars(env, jname, name);
    return peer;
}
