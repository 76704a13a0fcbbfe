/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;

/**
 * Says in Linux' numbers, and in words, why something failed on Windows. The driver refuses in two ways: a call fails
 * with a Win32 error, when the message is ill-formed or the driver cannot work; or it answers with a netlink error
 * message, whose number is Microsoft's errno.
 */
final class WindowsErrors {

    private WindowsErrors() {}

    /** Describe why a call failed. */
    static NetlinkException ofCall(String tried, Win32Exception e) {
        String what = tried + " failed: ";
        String number = " (" + e.getMessage() + ", Windows error " + e.code() + ")";
        return switch (e.code()) {
            case Win32Exception.FILE_NOT_FOUND, Win32Exception.PATH_NOT_FOUND ->
                new NetlinkException(
                        Errno.ENODEV,
                        what + "there is no device \\\\.\\OpenvSwitchDevice; install the Open vSwitch extension of the"
                                + " Hyper-V switch (netcfg -l ovsext.inf -c s -i OVSExt) or start its driver" + number);
            case Win32Exception.NOT_FOUND ->
                new NetlinkException(
                        Errno.ENODEV,
                        what
                                + "the Open vSwitch extension is not enabled on a Hyper-V switch, or was disabled; enable it"
                                + " (PowerShell: Enable-VMSwitchExtension 'Open vSwitch Extension' -VMSwitchName NAME)"
                                + number);
            case Win32Exception.NO_SYSTEM_RESOURCES ->
                new NetlinkException(
                        Errno.EMFILE,
                        what + "the driver is out of handles (it has 512 for all programs) or of memory; close other"
                                + " programs that use Open vSwitch" + number);
            case Win32Exception.ACCESS_DENIED ->
                new NetlinkException(
                        Errno.EACCES,
                        what + "not allowed; run this program as an administrator or as a service" + number);
            case Win32Exception.BUSY ->
                new NetlinkException(Errno.EBUSY, what + "the handle waits for an event already" + number);
            case Win32Exception.INVALID_PARAMETER ->
                new NetlinkException(
                        Errno.EINVAL,
                        what + "the driver does not take such a message from this handle: its length, type, version,"
                                + " command or sender is wrong" + number);
            case Win32Exception.BAD_LENGTH, Win32Exception.INSUFFICIENT_BUFFER, Win32Exception.MR_MID_NOT_FOUND ->
                new NetlinkException(Errno.EMSGSIZE, what + "a message or buffer is too short for the driver" + number);
            case Win32Exception.NOT_ENOUGH_MEMORY, Win32Exception.OUT_OF_MEMORY ->
                new NetlinkException(Errno.ENOMEM, what + "the driver is out of memory" + number);
            case Win32Exception.OPERATION_ABORTED ->
                new NetlinkException(Errno.ECANCELED, what + "the driver or another thread cancelled it" + number);
            case Win32Exception.WAIT_TIMEOUT ->
                new NetlinkException(Errno.ETIMEDOUT, what + "the driver did not answer in time" + number);
            case Win32Exception.NOT_SUPPORTED ->
                new NetlinkException(Errno.EOPNOTSUPP, what + "the driver cannot do it" + number);
            default -> new NetlinkException(Errno.EIO, what + "the driver or Windows cannot do it" + number);
        };
    }

    /** Return the error number of an error message, 0 for agreement. */
    static int errno(ByteBuffer message, int at, int length) throws NetlinkException {
        if (length < NetlinkHeader.BYTES + 4) {
            throw new NetlinkException(
                    Errno.EPROTO, "the driver sent a damaged message: " + length + " bytes without an error number");
        }
        return MicrosoftErrno.toLinux(-message.getInt(at + NetlinkHeader.BYTES));
    }

    /** Describe the refusal of a request. */
    static NetlinkException refusal(int errno) {
        return new NetlinkException(
                errno, "the driver refused the request (" + MicrosoftErrno.text(errno) + ", error " + errno + ")");
    }
}
