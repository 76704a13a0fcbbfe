/*
 * Automatically generated file; DO NOT EDIT.
 * Main menu
 */
#define CONFIG_TOAST 1
#define CONFIG_SLICES 2
