package com.example.electric;

public final class ElectricKettle implements io.opsswitch.features.Feature {
    @Override
    public String symbol() {
        return "KETTLE_ELECTRIC";
    }
}
