autoconfig := include/config/auto.conf

deps_config := \
	/tmp/junit-8435694498010134691/Kconfig \

$(autoconfig): $(deps_config)
$(deps_config): ;
