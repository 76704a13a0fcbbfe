package com.example;

import com.example.db.ShopDatabase;
import com.example.db.Slot;
import com.example.db.Toaster;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sells toasters. */
public final class ShopMain {

    private ShopMain() {}

    /** Run on a database of its own in a folder that goes again. */
    public static void main(String[] arguments) throws Exception {
        Path schema = Path.of(arguments[0], "src/main/schema/shop.ovsschema");
        Path folder = Files.createTempDirectory("shop");
        DatabaseFile.create(
                folder.resolve("shop.db"), DatabaseSchema.parse(JsonParser.parse(Files.readString(schema))));
        try (OvsdbServer server = new OvsdbServer()) {
            server.addDatabase(folder.resolve("shop.db"));
            server.addRemote("punix:" + folder.resolve("s"));
            try (OvsdbClient client = OvsdbClients.connect(
                    "unix:" + folder.resolve("s"), ShopDatabase.NAME, ShopDatabase.TABLES, replica -> {})) {
                while (client.replica() == null) {
                    Thread.sleep(10);
                }
                sell(client);
            }
        }
        Files.delete(folder.resolve("shop.db"));
    }

    private static void sell(OvsdbClient client) throws Exception {
        TypedTransaction open = TypedTransaction.of(client.transaction());
        Toaster.insert(open)
                .name("Bert")
                .power(800)
                .mode(Toaster.Mode.DE_FROST)
                .class_("red", "small")
                .putInSlots(1, Slot.insert(open).width(30).putInOtherConfig("side", "left"))
                .putInSlots(2, Slot.insert(open));
        open.commit().get(20, TimeUnit.SECONDS);

        Toaster bert = Toaster.byName(client.replica(), "Bert");
        System.out.println("sold: " + bert.name() + " " + bert.power() + " " + bert.mode() + " " + bert.class_());
        System.out.println("first slot: " + bert.slots().get(1L).width() + " "
                + bert.slots().get(1L).otherConfig());
        System.out.println("second slot: " + bert.slots().get(2L).width(-1));

        TypedTransaction change = TypedTransaction.of(client.transaction());
        bert.edit(change).verifyMode().mode(null).removeFromSlots(2).addToClass_("old");
        change.commit().get(20, TimeUnit.SECONDS);
        Toaster changed = Toaster.find(client.replica(), bert.uuid());
        System.out.println("changed: " + changed.mode() + " " + changed.slots().keySet() + " " + changed.class_() + " "
                + changed.equals(bert));
        System.out.println("slots left: " + Slot.all(client.replica()).size());
    }
}
