/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.util.List;
import java.util.Set;

/** The kernel in memory, bare or with a transport around it. */
public final class FakeBench implements Bench {
    private final FakeTransport fake;
    private final Set<Ability> abilities;
    private final DatapathTransport transport;

    /** Make a bench on which a transport around the fake one is tested. */
    public FakeBench(FakeTransport fake, DatapathTransport transport, Set<Ability> abilities) {
        this.abilities = abilities;
        this.fake = fake;
        this.transport = transport;
        for (int i = 0; i < 3; i++) {
            fake.addDevice(device(i));
        }
    }

    @Override
    public DatapathTransport transport() {
        return transport;
    }

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public Traffic traffic() {
        return new Traffic() {
            @Override
            public void inject(String device, byte[] frame) {
                fake.inject(device, frame);
            }

            @Override
            public List<byte[]> collect(String device) {
                return fake.sent(device).stream().map(FakeTransport.Sent::bytes).toList();
            }
        };
    }

    @Override
    public void removeDevice(String name) {
        fake.removeDevice(name);
    }

    @Override
    public void close() {
        transport.close();
    }
}
