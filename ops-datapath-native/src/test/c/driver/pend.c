/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that are kept until something happens or somebody cancels them. */
#include "state.h"

static void finish(PIRP irp, NTSTATUS status) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = 0;
    state.finished[state.finished_count++] = irp;
}

static void NTAPI cancel(PDEVICE_OBJECT device, PIRP irp) {
    (void) device;
    KIRQL irql;
    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&state.lock, &irql);
    struct handle *handle = IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext;
    if (handle != NULL && handle->event_pend == irp) {
        handle->event_pend = NULL;
    } else if (handle != NULL && handle->packet_pend == irp) {
        handle->packet_pend = NULL;
    }
    KeReleaseSpinLock(&state.lock, irql);
    irp->IoStatus.Status = STATUS_CANCELLED;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
}

NTSTATUS pend_keep(PIRP irp, PIRP *place) {
    if (*place != NULL) {
        return STATUS_DEVICE_BUSY;
    }
    IoMarkIrpPending(irp);
    IoSetCancelRoutine(irp, cancel);
    if (irp->Cancel && IoSetCancelRoutine(irp, NULL) != NULL) {
        finish(irp, STATUS_CANCELLED); /* cancelled before anybody could see it */
    } else {
        *place = irp;
    }
    return STATUS_PENDING;
}

void pend_finish(PIRP *place, NTSTATUS status) {
    PIRP irp = *place;
    *place = NULL;
    /* Without a cancel routine there, cancel() runs already and completes it. */
    if (irp != NULL && IoSetCancelRoutine(irp, NULL) != NULL) {
        finish(irp, status);
    }
}
