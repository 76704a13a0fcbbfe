/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import java.util.ArrayList;
import java.util.List;

/** Lists of actions, each with a match that they fit: one at least for each kind and each of its forms. */
final class ActionSamples {

    private static final String TEXT = """
            in_port=1|drop
            in_port=1|output:1
            in_port=1|LOCAL
            in_port=1|output:1,output:2,IN_PORT,ALL,FLOOD,NORMAL,CONTROLLER:123
            in_port=1|output(port=5,max_len=100)
            in_port=1|output:NXM_NX_REG0[0..15]
            in_port=1|output:NXM_NX_REG0[]
            in_port=1|group:5
            in_port=1|controller(reason=invalid_ttl,max_len=99,id=3)
            in_port=1|controller(userdata=01.02.03.04.05,pause)
            in_port=1|controller(meter_id=5)
            in_port=1|CONTROLLER:77
            in_port=1|bundle(eth_src,0,hrw,ofport,members:1,2,3)
            in_port=1|bundle_load(symmetric_l4,5,active_backup,ofport,NXM_NX_REG0[],members:4,5)
            in_port=1|bundle_load(eth_src,0,hrw,ofport,NXM_NX_REG1[0..15],members:4,8)
            in_port=1|mod_dl_src:00:11:22:33:44:55,mod_dl_dst:66:77:88:99:aa:bb
            tcp|mod_nw_src:1.2.3.4,mod_nw_dst:5.6.7.8
            tcp|mod_nw_tos:32
            tcp|mod_nw_ecn:2
            tcp|mod_nw_ttl:64
            tcp|mod_tp_src:80,mod_tp_dst:443
            udp|mod_tp_src:80
            dl_vlan=3|mod_vlan_vid:5
            in_port=1|mod_vlan_vid:5,mod_vlan_pcp:3
            dl_vlan=3|strip_vlan
            in_port=1|move:NXM_NX_REG0[0..15]->NXM_NX_REG1[16..31]
            in_port=1|move:NXM_NX_REG0[]->NXM_NX_TUN_ID[0..31]
            in_port=1|load:0x5->NXM_NX_REG0[]
            in_port=1|load:0x1234->NXM_NX_REG1[0..15]
            in_port=1|load:0xffffffffffffffff->NXM_NX_XXREG0[0..63],load:0xffffffff->NXM_NX_XXREG0[64..95]
            in_port=1|set_field:0x5->reg0
            in_port=1|set_field:0x10/0xff->reg1
            in_port=1|set_field:00:11:22:33:44:55->eth_src
            tcp|set_field:10.0.0.1->ip_dst
            tcp|set_field:0x1->xreg0
            tcp6|set_field:fe80::1->ipv6_src
            dl_vlan=3|set_field:4101->vlan_vid
            in_port=1|set_field:0x7->tun_metadata0
            in_port=1|push:NXM_NX_REG0[],pop:NXM_NX_REG1[]
            tcp|dec_ttl
            tcp|dec_ttl(1,2,3)
            mpls|set_mpls_label(5),set_mpls_tc(3),set_mpls_ttl(9)
            mpls|dec_mpls_ttl
            ip|push_mpls:0x8847
            mpls|pop_mpls:0x0800
            in_port=1|set_tunnel:0x5
            in_port=1|set_tunnel64:0x5
            in_port=1|set_tunnel64:0x1234567890
            in_port=1|delete_field:tun_metadata3
            in_port=1|set_queue:3,output:1,pop_queue
            tcp|fin_timeout(idle_timeout=5,hard_timeout=10)
            in_port=1|resubmit:5
            in_port=1|resubmit(,5)
            in_port=1|resubmit(1,2)
            ct_state=+new+trk,ip|resubmit(,3,ct)
            in_port=1|learn(table=2,idle_timeout=10,priority=5,NXM_OF_VLAN_TCI[0..11],\
            NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],load:NXM_OF_IN_PORT[]->NXM_NX_REG0[0..15],output:NXM_OF_IN_PORT[])
            in_port=1|learn(table=3,fin_hard_timeout=3,send_flow_rem,delete_learned,cookie=0x5,limit=7,\
            result_dst=NXM_NX_REG1[0],eth_type=0x800,ip_dst=1.2.3.4,load:0x5->NXM_NX_REG0[])
            in_port=1|learn(table=1,NXM_NX_REG0[0..3]=0x5)
            in_port=1|conjunction(5,1/2),conjunction(6,2/3)
            in_port=1|multipath(eth_src,50,modulo_n,1,0,NXM_NX_REG0[])
            in_port=1|multipath(symmetric_l3l4+udp,1024,iter_hash,5000,5050,NXM_NX_REG0[0..12])
            in_port=1|note:01.02.03.00.00.00
            in_port=1|exit
            in_port=1|clone(mod_dl_src:00:11:22:33:44:55,output:1),output:2
            in_port=1|sample(probability=12345,collector_set_id=23456,obs_domain_id=34567,obs_point_id=45678)
            in_port=1|sample(probability=12345,collector_set_id=23456,obs_domain_id=34567,obs_point_id=45678,\
            sampling_port=56789,egress)
            tcp|ct()
            tcp|ct(commit)
            tcp|ct(commit,force,table=3,zone=5,exec(load:0x5->NXM_NX_CT_MARK[],load:0x1->NXM_NX_CT_LABEL[0..3]),alg=ftp)
            tcp|ct(commit,zone=NXM_NX_REG0[0..15],nat(src=10.0.0.1-10.0.0.5:5-10,persistent,random))
            tcp|ct(nat)
            tcp6|ct(commit,nat(dst=[fe80::1]-[fe80::5]:80))
            tcp|ct(commit,nat(src))
            tcp|ct(table=1,zone=1,nat)
            in_port=1|ct_clear
            in_port=1|check_pkt_larger(1500)->NXM_NX_REG0[0]
            """;

    private static final String LATER = """
            in_port=1|push_vlan:0x8100,set_field:4101->vlan_vid
            in_port=1|push_vlan:0x88a8
            in_port=1|meter:5,output:1
            in_port=1|clear_actions
            in_port=1|write_actions(group:1,set_field:00:11:22:33:44:55->eth_src)
            in_port=1|write_metadata:0x5/0xff
            in_port=1|goto_table:5
            ip|encap(nsh(md_type=1)),encap(ethernet),output:1
            ip|encap(nsh(md_type=2,tlv(0x1000,10,0x12345678),tlv(0x2000,20,0xfedcba9876543210)))
            ip|encap(mpls),decap(),decap(packet_type(ns=0,type=0))
            in_port=1|meter:1,output:1,clear_actions,write_actions(group:1),write_metadata:0x1,goto_table:9
            """;

    /** A match and actions. */
    record Sample(String match, String actions) {}

    private ActionSamples() {}

    /** Return those that all versions can say. */
    static List<Sample> all() {
        return samples(TEXT);
    }

    /** Return those that need OpenFlow 1.3. */
    static List<Sample> later() {
        return samples(LATER);
    }

    private static List<Sample> samples(String text) {
        List<Sample> result = new ArrayList<>();
        for (String line : text.split("\\n")) {
            int bar = line.indexOf('|');
            result.add(new Sample(line.substring(0, bar), line.substring(bar + 1)));
        }
        return result;
    }
}
