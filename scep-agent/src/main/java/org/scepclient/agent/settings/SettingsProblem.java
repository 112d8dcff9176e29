package org.scepclient.agent.settings;

/**
 * What is wrong with one setting.
 *
 * @param setting which
 * @param value what was given
 * @param message one line that names the key, the value and the remedy
 */
public record SettingsProblem(Setting setting, String value, String message) {}
