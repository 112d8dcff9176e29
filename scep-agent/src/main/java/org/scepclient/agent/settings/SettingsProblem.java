package org.scepclient.agent.settings;

/**
 * A problem of a setting.
 *
 * @param value the given value
 * @param message one line with the key, the value and the remedy
 */
public record SettingsProblem(Setting setting, String value, String message) {}
