package org.scepclient.agent.device;

/**
 * The device's serial number, which replaces {@code SN} in names.
 *
 * @param value letters, digits, dots, hyphens and underscores
 * @param source its source, for display
 */
public record SerialNumber(String value, String source) {}
