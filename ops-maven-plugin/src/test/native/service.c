/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands in for procrun: a service that reads its parameters where procrun does, notes them below its log folder, and runs
 * until it is told to stop.
 */
#include <windows.h>
#include <stdio.h>
#include <string.h>

static SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS};
static SERVICE_STATUS_HANDLE handle;
static HANDLE stopped;
static const char *name;

static void tell(DWORD state, DWORD error) {
    status.dwCurrentState = state;
    status.dwWin32ExitCode = error;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP : 0;
    SetServiceStatus(handle, &status);
}

static void WINAPI control(DWORD code) {
    if (code == SERVICE_CONTROL_STOP) {
        tell(SERVICE_STOP_PENDING, NO_ERROR);
        SetEvent(stopped);
    }
}

static DWORD value(const char *group, const char *item, char *out, DWORD size) {
    char path[512];
    HKEY key;
    snprintf(path, sizeof path, "SOFTWARE\\Apache Software Foundation\\Procrun 2.0\\%s\\Parameters\\%s", name, group);
    DWORD error = RegOpenKeyExA(HKEY_LOCAL_MACHINE, path, 0, KEY_READ | KEY_WOW64_32KEY, &key);
    memset(out, 0, size);
    if (error == NO_ERROR) {
        error = RegQueryValueExA(key, item, NULL, NULL, (BYTE *)out, &size);
        RegCloseKey(key);
    }
    return error;
}

static DWORD note(void) {
    char folder[512], text[2048], file[1024];
    DWORD error = value("Log", "Path", folder, sizeof folder);
    if (error != NO_ERROR) return error;
    CreateDirectoryA(folder, NULL);
    snprintf(file, sizeof file, "%s\\%s.txt", folder, name);
    FILE *out = fopen(file, "a");
    if (!out) return ERROR_OPEN_FAILED;
    value("Start", "Class", text, sizeof text);
    fprintf(out, "start %s\n", text);
    value("Start", "Params", text, sizeof text - 2);
    for (char *word = text; *word; word += strlen(word) + 1) fprintf(out, "param %s\n", word);
    fclose(out);
    return NO_ERROR;
}

static void WINAPI serve(DWORD count, char **words) {
    handle = RegisterServiceCtrlHandlerA(name, control);
    stopped = CreateEventA(NULL, TRUE, FALSE, NULL);
    tell(SERVICE_START_PENDING, NO_ERROR);
    DWORD error = note();
    if (error == NO_ERROR) {
        tell(SERVICE_RUNNING, NO_ERROR);
        WaitForSingleObject(stopped, INFINITE);
    }
    tell(SERVICE_STOPPED, error);
}

int main(int count, char **words) {
    if (count != 2 || strncmp(words[1], "//RS//", 6) != 0) return 2;
    name = words[1] + 6;
    SERVICE_TABLE_ENTRYA table[] = {{(char *)name, serve}, {NULL, NULL}};
    return StartServiceCtrlDispatcherA(table) ? 0 : 1;
}
