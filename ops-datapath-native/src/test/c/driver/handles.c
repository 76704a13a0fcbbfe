/* SPDX-License-Identifier: Apache-2.0 */
/* The table of open handles. */
#include "state.h"

NTSTATUS handle_open(PFILE_OBJECT file) {
    for (int i = 0; i < MAX_HANDLES; i++) {
        struct handle *handle = &state.handles[i];
        if (!handle->used) {
            memset(handle, 0, sizeof *handle);
            InitializeListHead(&handle->events);
            InitializeListHead(&handle->upcalls);
            handle->used = TRUE;
            handle->pid = ++state.last_pid;
            file->FsContext = handle;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INSUFFICIENT_RESOURCES;
}

/* The last user handle is gone: nobody waits any more. */
void handle_cleanup(struct handle *handle) {
    pend_finish(&handle->event_pend, STATUS_CANCELLED);
    pend_finish(&handle->packet_pend, STATUS_CANCELLED);
    handle->groups = 0;
    handle->packets = FALSE;
    queue_clear(&handle->events);
    queue_clear(&handle->upcalls);
}

void handle_close(PFILE_OBJECT file) {
    struct handle *handle = file->FsContext;
    file->FsContext = NULL;
    handle->used = FALSE;
}

struct handle *handle_by_pid(ULONG pid) {
    for (int i = 0; i < MAX_HANDLES; i++) {
        if (state.handles[i].used && state.handles[i].pid == pid) {
            return &state.handles[i];
        }
    }
    return NULL;
}

ULONG handle_count(void) {
    ULONG count = 0;
    for (int i = 0; i < MAX_HANDLES; i++) {
        count += state.handles[i].used ? 1 : 0;
    }
    return count;
}
