/* SPDX-License-Identifier: Apache-2.0 */
#include "service.h"

#define NAME L"OpsTestSwitch"
#define PATIENCE_MS 10000
#define STEP_MS 20

static DWORD wait_for(SC_HANDLE service, DWORD state) {
    SERVICE_STATUS status = {0};
    for (int waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
        if (!QueryServiceStatus(service, &status)) {
            return GetLastError();
        }
        if (status.dwCurrentState == state) {
            return 0;
        }
        Sleep(STEP_MS);
    }
    return ERROR_SERVICE_REQUEST_TIMEOUT;
}

DWORD service_start(const WCHAR *driver) {
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    if (manager == NULL) {
        return GetLastError();
    }
    SC_HANDLE service = CreateServiceW(manager, NAME, NAME, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER,
            SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, driver, NULL, NULL, NULL, NULL, NULL);
    if (service == NULL && GetLastError() == ERROR_SERVICE_EXISTS) {
        service = OpenServiceW(manager, NAME, SERVICE_ALL_ACCESS);
    }
    DWORD error = service == NULL ? GetLastError() : 0;
    if (error == 0) {
        if (!StartServiceW(service, 0, NULL) && GetLastError() != ERROR_SERVICE_ALREADY_RUNNING) {
            error = GetLastError();
        } else {
            error = wait_for(service, SERVICE_RUNNING);
        }
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return error;
}

DWORD service_stop(void) {
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    if (manager == NULL) {
        return GetLastError();
    }
    SC_HANDLE service = OpenServiceW(manager, NAME, SERVICE_ALL_ACCESS);
    DWORD error = service == NULL ? GetLastError() : 0;
    if (error == 0) {
        SERVICE_STATUS status;
        error = ControlService(service, SERVICE_CONTROL_STOP, &status) ? wait_for(service, SERVICE_STOPPED)
                                                                      : GetLastError();
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return error;
}
