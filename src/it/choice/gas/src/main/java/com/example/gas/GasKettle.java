package com.example.gas;

public final class GasKettle implements io.opsswitch.features.Feature {
    @Override
    public String symbol() {
        return "KETTLE_GAS";
    }
}
