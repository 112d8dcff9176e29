package org.scepclient.settings;

/**
 * What is wrong with one setting.
 *
 * @param item which
 * @param value what was given
 * @param message one line that names the key, the value and the remedy
 */
public record SettingsProblem(Item item, String value, String message) {}
