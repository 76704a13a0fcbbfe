/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serves the library under test over TCP, so that tests on Linux run through it and the driver. Started in Wine as
 * `bridge.exe LIBRARY`; prints `port N` once it listens on the loopback. The first connection is its owner's: when that
 * ends, so does the program. It ends too if no owner comes, who may have been killed before.
 */
#include <winsock2.h>

#include "direct.h"
#include "library.h"
#include "protocol.h"
#include "service.h"

#include <stdio.h>
#include <stdlib.h>

#define OWNER_SECONDS 20

struct connection {
    SOCKET socket;
    BOOL owner;
};

static BOOL read_all(SOCKET socket, void *to, int length) {
    for (char *at = to; length > 0;) {
        int n = recv(socket, at, length, 0);
        if (n <= 0) {
            return FALSE;
        }
        at += n;
        length -= n;
    }
    return TRUE;
}

static BOOL write_all(SOCKET socket, const void *from, int length) {
    for (const char *at = from; length > 0;) {
        int n = send(socket, at, length, 0);
        if (n <= 0) {
            return FALSE;
        }
        at += n;
        length -= n;
    }
    return TRUE;
}

static int64_t negative(DWORD error) {
    return -(int64_t) error;
}

/* Carries out a call; sets how many bytes of `out` go back. */
static int64_t carry_out(const struct call *call, void *in, void *out, int32_t *out_length) {
    int64_t result;
    switch (call->operation) {
    case OPEN:
        return library_open();
    case CONTROL:
        result = library_control(call->handle, call->code, in, call->in_length, out, call->room, call->timeout);
        *out_length = result > 0 ? (int32_t) result : 0;
        return result;
    case PEND:
        return library_pend(call->handle, call->code, in, call->in_length);
    case AWAIT:
        return library_await(call->handle, call->timeout);
    case CANCEL:
        library_cancel(call->handle, call->code != 0);
        return 0;
    case CLOSE:
        library_close(call->handle);
        return 0;
    case ERROR_TEXT:
        result = library_error_text(call->code, out, call->room / 2);
        *out_length = (int32_t) result * 2;
        return result;
    case ABI_VERSION:
        return library_abi_version();
    case HOOK:
        result = direct_hook(in, call->in_length, out, call->room);
        *out_length = result > 0 ? (int32_t) result : 0;
        return result;
    case START_DRIVER:
        return negative(service_start(in));
    case STOP_DRIVER:
        direct_hook_close();
        return negative(service_stop());
    case OPEN_READ_ONLY:
        result = direct_read_only(call->code, in, call->in_length, out, call->room);
        *out_length = result > 0 ? (int32_t) result : 0;
        return result;
    default:
        return negative(ERROR_INVALID_FUNCTION);
    }
}

static DWORD WINAPI serve(void *argument) {
    struct connection *connection = argument;
    /* Two bytes of zero behind what came in: a path ends there. */
    char *in = calloc(1, LARGEST + 2);
    char *out = malloc(LARGEST);
    struct call call;
    while (in != NULL && out != NULL && read_all(connection->socket, &call, sizeof call)) {
        if (call.in_length < 0 || call.in_length > LARGEST || call.room < 0 || call.room > LARGEST
                || !read_all(connection->socket, in, call.in_length)) {
            break;
        }
        in[call.in_length] = in[call.in_length + 1] = 0;
        struct result result = {0};
        result.value = carry_out(&call, in, out, &result.out_length);
        if (!write_all(connection->socket, &result, sizeof result)
                || !write_all(connection->socket, out, result.out_length)) {
            break;
        }
    }
    if (connection->owner) {
        ExitProcess(0);
    }
    closesocket(connection->socket);
    free(in);
    free(out);
    free(connection);
    return 0;
}

static SOCKET listen_on_loopback(u_short *port) {
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int length = sizeof address;
    if (listener == INVALID_SOCKET || bind(listener, (struct sockaddr *) &address, sizeof address) != 0
            || listen(listener, SOMAXCONN) != 0
            || getsockname(listener, (struct sockaddr *) &address, &length) != 0) {
        return INVALID_SOCKET;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

static BOOL owner_comes(SOCKET listener) {
    struct timeval most = {.tv_sec = OWNER_SECONDS};
    fd_set listening;
    FD_ZERO(&listening);
    FD_SET(listener, &listening);
    return select(0, &listening, NULL, NULL, &most) == 1;
}

int wmain(int argc, WCHAR **argv) {
    WSADATA data;
    u_short port = 0;
    setvbuf(stdout, NULL, _IONBF, 0);
    if (argc != 2 || !library_load(argv[1])) {
        return 1;
    }
    SOCKET listener = WSAStartup(MAKEWORD(2, 2), &data) == 0 ? listen_on_loopback(&port) : INVALID_SOCKET;
    if (listener == INVALID_SOCKET) {
        printf("error: could not listen, Windows error %d\n", WSAGetLastError());
        return 1;
    }
    printf("port %u\n", port);
    if (!owner_comes(listener)) {
        return 1;
    }
    for (BOOL first = TRUE;; first = FALSE) {
        struct connection *connection = malloc(sizeof *connection);
        SOCKET socket = accept(listener, NULL, NULL);
        int one = 1;
        if (socket == INVALID_SOCKET || connection == NULL) {
            return 1;
        }
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, (const char *) &one, sizeof one);
        connection->socket = socket;
        connection->owner = first;
        HANDLE thread = CreateThread(NULL, 0, serve, connection, 0, NULL);
        if (thread == NULL) {
            return 1;
        }
        CloseHandle(thread);
    }
}
