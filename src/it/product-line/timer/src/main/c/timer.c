/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include "ops-features.h"

int main(void)
{
#ifdef TOASTER_BEEP
    const char *beep = "true";
#else
    const char *beep = "false";
#endif
    printf("c %s %d %s\n", beep, TOASTER_SECONDS + 1, TOASTER_NAME);
    return 0;
}
