/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPS_XDP_H
#define OPS_XDP_H

#include <stddef.h>

/* All return a descriptor or 0, or a negative error number. */

/* Creates a map from receive queues to AF_XDP sockets. */
int ops_xdp_map(int queues);

/* Puts a socket into a map. */
int ops_xdp_map_put(int map, int queue, int socket);

/* Loads the program that gives frames to the sockets in a map. */
int ops_xdp_program(int map);

/* Attaches a program to a device, in its driver or in front of the network stack. */
int ops_xdp_link(int program, int ifindex, int generic);

#endif
