/* SPDX-License-Identifier: Apache-2.0 */
/* State and settings of network devices (rtnetlink(7), netdevice(7)). */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_NetworkLinks.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define SLOT(name) io_opsswitch_datapath_nativelib_NetworkLinks_##name
#define SLOTS SLOT(SLOTS)

/* The kernel's numbers of link modes by the bits that OpenFlow has for them (enum ofp_port_features); -1 ends a row. */
static const struct {
    int64_t feature;
    int modes[24];
} FEATURES[] = {
    {1 << 0, {ETHTOOL_LINK_MODE_10baseT_Half_BIT, -1}},
    {1 << 1, {ETHTOOL_LINK_MODE_10baseT_Full_BIT, 92 /* 10baseT1L */, -1}},
    {1 << 2, {ETHTOOL_LINK_MODE_100baseT_Half_BIT, 90 /* 100baseFX */, -1}},
    {1 << 3, {ETHTOOL_LINK_MODE_100baseT_Full_BIT, 67 /* 100baseT1 */, 91 /* 100baseFX */, -1}},
    {1 << 4, {ETHTOOL_LINK_MODE_1000baseT_Half_BIT, -1}},
    {1 << 5, {ETHTOOL_LINK_MODE_1000baseT_Full_BIT, ETHTOOL_LINK_MODE_1000baseKX_Full_BIT, 41 /* X */, 68 /* T1 */, -1}},
    {1 << 6, {ETHTOOL_LINK_MODE_10000baseT_Full_BIT, ETHTOOL_LINK_MODE_10000baseKX4_Full_BIT,
              ETHTOOL_LINK_MODE_10000baseKR_Full_BIT, ETHTOOL_LINK_MODE_10000baseR_FEC_BIT,
              42, 43, 44, 45, 46 /* CR, SR, LR, LRM, ER */, -1}},
    {1 << 7, {ETHTOOL_LINK_MODE_40000baseKR4_Full_BIT, ETHTOOL_LINK_MODE_40000baseCR4_Full_BIT,
              ETHTOOL_LINK_MODE_40000baseSR4_Full_BIT, ETHTOOL_LINK_MODE_40000baseLR4_Full_BIT, -1}},
    {1 << 8, {36, 37, 38, 39 /* of four lanes */, 57, 58, 59, 60, 61 /* of two */, 75, 76, 77, 78, 79 /* of one */, -1}},
    {1 << 11, {ETHTOOL_LINK_MODE_TP_BIT, -1}},
    {1 << 12, {ETHTOOL_LINK_MODE_FIBRE_BIT, -1}},
    {1 << 13, {ETHTOOL_LINK_MODE_Autoneg_BIT, -1}},
    {1 << 14, {ETHTOOL_LINK_MODE_Pause_BIT, -1}},
    {1 << 15, {ETHTOOL_LINK_MODE_Asym_Pause_BIT, -1}},
};

static int64_t features_of(const uint32_t *mask, int words) {
    int64_t found = 0;
    for (size_t i = 0; i < sizeof FEATURES / sizeof *FEATURES; i++) {
        for (const int *mode = FEATURES[i].modes; *mode >= 0; mode++) {
            if (*mode / 32 < words && (mask[*mode / 32] >> *mode % 32 & 1) != 0) {
                found |= FEATURES[i].feature;
            }
        }
    }
    return found;
}

static int64_t medium_of(const struct ethtool_link_settings *settings) {
    int64_t medium = settings->port == PORT_TP ? 1 << 11 : settings->port == PORT_FIBRE ? 1 << 12 : 0;
    return medium | (settings->autoneg ? 1 << 13 : 0);
}

/* Fills in speed, duplex and link modes; drivers that have none (bridges) leave them unknown. */
static void read_settings(const char *name, jlong *out) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    /* The kernel first wants to be asked with a size of 0 and then answers with the negated size to use. */
    struct {
        struct ethtool_link_settings settings;
        uint32_t masks[3 * 127];
    } link;
    memset(&link, 0, sizeof link);
    link.settings.cmd = ETHTOOL_GLINKSETTINGS;
    struct ifreq request = {.ifr_data = (void *) &link};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(fd, SIOCETHTOOL, &request) == 0 && link.settings.link_mode_masks_nwords < 0) {
        link.settings.link_mode_masks_nwords = (int8_t) -link.settings.link_mode_masks_nwords;
        link.settings.cmd = ETHTOOL_GLINKSETTINGS;
        if (ioctl(fd, SIOCETHTOOL, &request) == 0) {
            if (link.settings.speed != (uint32_t) SPEED_UNKNOWN) {
                out[SLOT(SPEED)] = link.settings.speed;
            }
            out[SLOT(FULL_DUPLEX)] = link.settings.duplex == DUPLEX_FULL;
            int words = link.settings.link_mode_masks_nwords;
            out[SLOT(MEDIUM)] = medium_of(&link.settings);
            out[SLOT(SUPPORTED)] = features_of(link.masks, words);
            out[SLOT(ADVERTISED)] = features_of(link.masks + words, words);
            out[SLOT(PEER)] = features_of(link.masks + 2 * words, words);
        }
    }
    close(fd);
}

static void read_attributes(const struct nlmsghdr *message, jlong *out) {
    const struct ifinfomsg *info = NLMSG_DATA(message);
    out[SLOT(INDEX)] = info->ifi_index;
    out[SLOT(ADMIN_UP)] = (info->ifi_flags & IFF_UP) != 0;
    out[SLOT(LINK_UP)] = (info->ifi_flags & IFF_UP) != 0 && (info->ifi_flags & IFF_RUNNING) != 0;
    int length = (int) IFLA_PAYLOAD(message);
    for (const struct rtattr *a = IFLA_RTA(info); RTA_OK(a, length); a = RTA_NEXT(a, length)) {
        const unsigned char *data = RTA_DATA(a);
        if (a->rta_type == IFLA_ADDRESS && RTA_PAYLOAD(a) == 6 && info->ifi_type == ARPHRD_ETHER) {
            jlong mac = 0;
            for (int i = 0; i < 6; i++) {
                mac = mac << 8 | data[i];
            }
            out[SLOT(MAC)] = mac;
        } else if (a->rta_type == IFLA_MTU && RTA_PAYLOAD(a) >= sizeof(uint32_t)) {
            uint32_t mtu;
            memcpy(&mtu, data, sizeof mtu);
            out[SLOT(MTU)] = mtu;
        } else if (a->rta_type == IFLA_CARRIER_CHANGES && RTA_PAYLOAD(a) >= sizeof(uint32_t)) {
            uint32_t changes;
            memcpy(&changes, data, sizeof changes);
            out[SLOT(CARRIER_CHANGES)] = changes;
        }
    }
}

/* Asks the kernel for one device. Returns 0 or an error number; *step says what failed. */
static int query(const char *name, jlong *out, const char **step) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    *step = "open a route socket";
    if (fd < 0) {
        return errno;
    }
    struct {
        struct nlmsghdr header;
        struct ifinfomsg info;
        struct rtattr attribute;
        char name[IFNAMSIZ];
    } request;
    memset(&request, 0, sizeof request);
    strncpy(request.name, name, IFNAMSIZ - 1);
    request.attribute.rta_type = IFLA_IFNAME;
    request.attribute.rta_len = (unsigned short) RTA_LENGTH(strlen(request.name) + 1);
    request.header.nlmsg_type = RTM_GETLINK;
    request.header.nlmsg_flags = NLM_F_REQUEST;
    request.header.nlmsg_len =
            (uint32_t) (NLMSG_LENGTH(sizeof request.info) + RTA_ALIGN(request.attribute.rta_len));
    union {
        struct nlmsghdr header;
        char bytes[32768];
    } reply;

    int error = 0;
    ssize_t n = -1;
    if (send(fd, &request, request.header.nlmsg_len, 0) < 0 || (n = recv(fd, &reply, sizeof reply, 0)) < 0) {
        error = errno;
        *step = "ask for device";
    } else if (!NLMSG_OK(&reply.header, (size_t) n)) {
        error = EPROTO;
        *step = "read the state of device";
    } else if (reply.header.nlmsg_type == NLMSG_ERROR) {
        error = -((struct nlmsgerr *) NLMSG_DATA(&reply.header))->error;
        *step = "find device";
    } else {
        read_attributes(&reply.header, out);
    }
    close(fd);
    return error;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_NetworkLinks_query0(
        JNIEnv *env, jclass type, jstring jname, jlongArray jout) {
    (void) type;
    const char *name = (*env)->GetStringUTFChars(env, jname, NULL);
    if (name == NULL) {
        return;
    }
    jlong out[SLOTS] = {0};
    const char *step;
    int error = query(name, out, &step);
    if (error == 0) {
        read_settings(name, out);
        (*env)->SetLongArrayRegion(env, jout, 0, SLOTS, out);
    } else {
        ops_throw(env, error, "could not %s %s", step, name);
    }
    (*env)->ReleaseStringUTFChars(env, jname, name);
}

/* Adds to a request for flags, of which only IFF_UP is meant, the others that the device has. */
static int keep_flags(int fd, struct ifreq *request) {
    struct ifreq present = *request;
    if (ioctl(fd, SIOCGIFFLAGS, &present) < 0) {
        return -1;
    }
    request->ifr_flags = (short) ((present.ifr_flags & ~IFF_UP) | request->ifr_flags);
    return 0;
}

/* Runs one SIOCSIF... request. */
static void configure(JNIEnv *env, jstring jname, unsigned long code, const char *what, struct ifreq request) {
    const char *name = (*env)->GetStringUTFChars(env, jname, NULL);
    if (name == NULL) {
        return;
    }
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        ops_throw(env, errno, "could not open a socket to set the %s of %s", what, name);
    } else {
        if ((code == SIOCSIFFLAGS && keep_flags(fd, &request) < 0) || ioctl(fd, code, &request) < 0) {
            ops_throw(env, errno, "could not set the %s of %s", what, name);
        }
        close(fd);
    }
    (*env)->ReleaseStringUTFChars(env, jname, name);
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_NetworkLinks_setMtu0(
        JNIEnv *env, jclass type, jstring name, jint mtu) {
    (void) type;
    configure(env, name, SIOCSIFMTU, "MTU", (struct ifreq) {.ifr_mtu = mtu});
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_NetworkLinks_setMac0(
        JNIEnv *env, jclass type, jstring name, jlong mac) {
    (void) type;
    struct ifreq request = {.ifr_hwaddr.sa_family = ARPHRD_ETHER};
    for (int i = 0; i < 6; i++) {
        request.ifr_hwaddr.sa_data[i] = (char) (mac >> (40 - 8 * i));
    }
    configure(env, name, SIOCSIFHWADDR, "Ethernet address", request);
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_NetworkLinks_setUp0(
        JNIEnv *env, jclass type, jstring name, jboolean up) {
    (void) type;
    configure(env, name, SIOCSIFFLAGS, "state", (struct ifreq) {.ifr_flags = up ? IFF_UP : 0});
}
