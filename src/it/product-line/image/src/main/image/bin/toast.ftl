#!/bin/sh
echo "toast of ${TOASTER_NAME?replace("\"", "'")}, ${platform} ${version}<#if TOASTER_SECONDS??>, ${TOASTER_SECONDS * 10} tenths</#if>"
