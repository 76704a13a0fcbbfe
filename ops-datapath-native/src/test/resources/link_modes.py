# SPDX-License-Identifier: Apache-2.0
"""Has a tap device say which link modes it supports, advertises and sees advertised (ETHTOOL_SLINKSETTINGS)."""
import ctypes
import fcntl
import socket
import struct
import sys

SIOCETHTOOL, GET, SET = 0x8946, 0x4C, 0x4D
HEAD = struct.Struct("IIBBBBBBBbBBBB7I")

device = sys.argv[1].encode()
modes = [[int(bit) for bit in bits.split(",")] for bits in sys.argv[2:5]]
control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(data):
    buffer = ctypes.create_string_buffer(data, len(data))
    fcntl.ioctl(control, SIOCETHTOOL, struct.pack("16sP8x", device, ctypes.addressof(buffer)))
    return buffer.raw


def settings(command, words, masks):
    # 50 Gbit/s, full duplex, fibre, negotiated.
    return HEAD.pack(command, 50000, 1, 3, 0, 1, 0, 0, 0, words, 0, 0, 0, 0, *[0] * 7) + masks


words = -HEAD.unpack_from(ask(settings(GET, 0, bytes(2000))))[9]
ask(settings(SET, words, b"".join(sum(1 << bit for bit in bits).to_bytes(4 * words, "little") for bits in modes)))
