package org.scepclient.it.server;

import java.nio.file.Path;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Device;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** Runs {@code sscep} for one device at one server. */
record Sscep(App app, ServerPeer peer, Device device) {

    Sscep withDevice(Device other) {
        return new Sscep(app, peer, other);
    }

    Command operation(String operation, Object... arguments) {
        Command command = app.sscep(operation, "-u", peer.url()).and(arguments);
        return peer.reaching(command.in(device.directory()));
    }

    /** The argument of {@code -c}: the CA file, or the stem of the numbered files of an RA reply. */
    Path ca() {
        return device.file("ca.pem");
    }

    Finished getca() {
        return operation("getca", "-v", "-c", ca()).run();
    }

    Command enroll(Object... more) {
        return operation("enroll", "-c", ca(), "-k", device.key(), "-r", device.request(), "-l", device.certificate())
                .and(more);
    }

    Command renew(Device current, Object... more) {
        return enroll("-K", current.key(), "-O", current.certificate()).and(more);
    }

    Command getcert(String serial, Path output) {
        return operation("getcert", "-c", ca(), "-k", device.key(), "-l", device.certificate())
                .and("-s", serial, "-w", output);
    }

    Command getcrl(Path output) {
        return operation("getcrl", "-c", ca(), "-k", device.key(), "-l", device.certificate())
                .and("-w", output);
    }

    Command getnextca(Path output, Path trusted) {
        return operation("getnextca", "-c", output, "-C", trusted);
    }
}
