/* SPDX-License-Identifier: Apache-2.0 */
/* Queues of messages and frames. */
#include "state.h"

#define TAG 'tsvo'

BOOLEAN queue_put(LIST_ENTRY *queue, const void *bytes, ULONG length) {
    struct item *item = ExAllocatePoolWithTag(NonPagedPool, sizeof *item + length, TAG);
    if (item == NULL) {
        return FALSE;
    }
    item->length = length;
    memcpy(item->bytes, bytes, length);
    InsertTailList(queue, &item->link);
    return TRUE;
}

/* Returns the length of what was taken, cut silently to the room; 0 if there is none. */
ULONG queue_take(LIST_ENTRY *queue, void *to, ULONG room) {
    if (IsListEmpty(queue)) {
        return 0;
    }
    struct item *item = CONTAINING_RECORD(RemoveHeadList(queue), struct item, link);
    ULONG length = item->length < room ? item->length : room;
    memcpy(to, item->bytes, length);
    ExFreePoolWithTag(item, TAG);
    return length;
}

void queue_clear(LIST_ENTRY *queue) {
    while (!IsListEmpty(queue)) {
        ExFreePoolWithTag(CONTAINING_RECORD(RemoveHeadList(queue), struct item, link), TAG);
    }
}
