/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stand-in for the Open vSwitch extension, for tests: the same device with the same contract, without a switch. Ports
 * exist when a test says so, and frames come and go through a private ioctl (hooks.c).
 */
#include "request.h"

struct state state;

NTSTATUS NTAPI dispatch_control(PDEVICE_OBJECT device, PIRP irp);

static NTSTATUS complete(PIRP irp, NTSTATUS status) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static void complete_finished(void) {
    KIRQL irql;
    PIRP irp;
    do {
        KeAcquireSpinLock(&state.lock, &irql);
        irp = state.finished_count == 0 ? NULL : state.finished[--state.finished_count];
        KeReleaseSpinLock(&state.lock, irql);
        if (irp != NULL) {
            IoCompleteRequest(irp, IO_NO_INCREMENT);
        }
    } while (irp != NULL);
}

static NTSTATUS NTAPI dispatch_file(PDEVICE_OBJECT device, PIRP irp) {
    (void) device;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(irp);
    NTSTATUS status = STATUS_SUCCESS;
    KIRQL irql;
    KeAcquireSpinLock(&state.lock, &irql);
    if (stack->MajorFunction == IRP_MJ_CREATE) {
        status = handle_open(stack->FileObject);
    } else if (stack->FileObject->FsContext == NULL) {
        /* Wine lets a handle live that could not be opened, and closes it in the end; Windows does not. */
    } else if (stack->MajorFunction == IRP_MJ_CLEANUP) {
        handle_cleanup(stack->FileObject->FsContext);
    } else {
        handle_close(stack->FileObject);
    }
    KeReleaseSpinLock(&state.lock, irql);
    complete_finished();
    return complete(irp, status);
}

static NTSTATUS NTAPI dispatch_control_and_finish(PDEVICE_OBJECT device, PIRP irp) {
    NTSTATUS status = dispatch_control(device, irp);
    complete_finished();
    return status;
}

static void NTAPI unload(PDRIVER_OBJECT driver) {
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\OpenvSwitchDevice");
    state_reset();
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registry) {
    (void) registry;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\OpenvSwitchDevice");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\OpenvSwitchDevice");
    PDEVICE_OBJECT device;
    KeInitializeSpinLock(&state.lock);
    for (int i = 0; i < MAX_PORTS; i++) {
        InitializeListHead(&state.ports[i].output);
    }
    NTSTATUS status = IoCreateDevice(driver, 0, &name, 45000, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    driver->MajorFunction[IRP_MJ_CREATE] = dispatch_file;
    driver->MajorFunction[IRP_MJ_CLEANUP] = dispatch_file;
    driver->MajorFunction[IRP_MJ_CLOSE] = dispatch_file;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = dispatch_control_and_finish;
    driver->DriverUnload = unload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
