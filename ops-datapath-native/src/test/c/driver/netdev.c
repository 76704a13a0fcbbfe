/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be known of the interface behind a port. */
#include "request.h"

int netdev_answer(struct request *request) {
    const struct attr *name = request->attrs.by_type[DEV_NAME];
    if (name == NULL || attr_size(name) < 2 || attr_size(name) > NAME_BYTES
            || attr_data(name)[attr_size(name) - 1] != '\0') {
        return M_EINVAL;
    }
    struct port *port = port_by_name((const char *) attr_data(name));
    if (port == NULL || !port->bound) {
        return M_ENODEV;
    }
    UCHAR mac[6] = {0x02, 0x15, 0x5d, 0, 0, (UCHAR) port->number};
    reply_begin(request, 0, 1, 1);
    out_u32(&request->out, DEV_PORT_NO, port->number);
    out_u32(&request->out, DEV_TYPE, port->type);
    out_attr(&request->out, DEV_NAME, attr_data(name), attr_size(name));
    out_attr(&request->out, DEV_MAC, mac, sizeof mac);
    out_u32(&request->out, DEV_MTU, 1500);
    out_u32(&request->out, DEV_FLAGS, 1);
    return reply_end(request);
}
