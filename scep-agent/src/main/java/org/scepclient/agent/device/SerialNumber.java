package org.scepclient.agent.device;

/**
 * The device's serial number, which stands for {@code SN} in names.
 *
 * @param value letters, digits, dots, hyphens, underscores
 * @param source where it was found, for people
 */
public record SerialNumber(String value, String source) {}
