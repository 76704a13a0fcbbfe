/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSA and EC private keys from DER.
 *
 * <p>The JDK knows PKCS#8 (RFC 5208) only, which is an envelope; the older forms are its content:
 *
 * <pre>
 * SEQUENCE { INTEGER 0, SEQUENCE { OID of the algorithm, parameters }, OCTET STRING content }
 * content for RSA: PKCS#1 (RFC 8017 A.1.2); parameters: NULL
 * content for EC:  SEC1 (RFC 5915 section 3) SEQUENCE { INTEGER 1, OCTET STRING, [0] curve, [1] public key }; parameters: curve
 * </pre>
 */
final class PrivateKeys {

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;
    private static final byte CONTEXT_0 = (byte) 0xa0;
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeys() {}

    static PrivateKey fromPkcs1(byte[] der) {
        return fromPkcs8(der(SEQUENCE, VERSION_0, der(SEQUENCE, RSA), der(OCTETS, der)));
    }

    static PrivateKey fromSec1(byte[] der, byte @Nullable [] parameters) {
        byte[] curve = curve(der);
        if (curve == null) {
            curve = parameters;
        }
        if (curve == null) {
            throw new IllegalArgumentException("the EC key does not name its curve");
        }
        return fromPkcs8(der(SEQUENCE, VERSION_0, der(SEQUENCE, EC, curve), der(OCTETS, der)));
    }

    static PrivateKey fromPkcs8(byte[] der) {
        String reason = "";
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason + "; " + e.getMessage();
            }
        }
        throw new IllegalArgumentException("it is neither an RSA nor an EC key (" + reason + ")");
    }

    /** Return whether the two belong together: what one signs the other verifies. */
    static boolean match(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        byte[] text = {1, 2, 3};
        try {
            Signature signature =
                    Signature.getInstance("SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Return what stands in the member [0] of a SEC1 key. */
    private static byte @Nullable [] curve(byte[] sec1) {
        try {
            ByteBuffer key = ByteBuffer.wrap(sec1);
            key.get();
            length(key);
            while (key.hasRemaining()) {
                byte tag = key.get();
                byte[] value = new byte[length(key)];
                key.get(value);
                if (tag == CONTEXT_0) {
                    return value;
                }
            }
            return null;
        } catch (java.nio.BufferUnderflowException e) {
            throw new IllegalArgumentException("the EC key is cut short", e);
        }
    }

    private static int length(ByteBuffer der) {
        int first = der.get() & 0xff;
        int length = first;
        if (first >= 0x80) {
            length = 0;
            for (int i = first & 0x7f; i > 0; i--) {
                length = length << 8 | der.get() & 0xff;
            }
        }
        if (length < 0 || length > der.remaining()) {
            throw new IllegalArgumentException("the EC key is cut short");
        }
        return length;
    }

    private static byte[] der(byte tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length + 5);
        out.put(tag);
        if (length < 0x80) {
            out.put((byte) length);
        } else if (length < 0x100) {
            out.put((byte) 0x81).put((byte) length);
        } else {
            out.put((byte) 0x82).putShort((short) length);
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
