/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes the daemons that have a locked pidfile in the run folder.
 *
 * <p>Who holds the lock is read from the kernel's list of locks. Opening the pidfiles would be simpler, and wrong: when a
 * process closes any descriptor of a file it loses its own lock on it, and one of the files is our own. Stateless.
 */
final class ProcessSampler {

    private static final String SUFFIX = ".pid";
    private static final long TICKS_PER_SECOND = 100;

    private final Path proc;
    private final Path rundir;

    ProcessSampler(Path proc, Path rundir) {
        this.proc = proc;
        this.rundir = rundir;
    }

    Map<String, String> sample() throws IOException {
        Map<String, String> statistics = new TreeMap<>();
        if (!Files.isDirectory(rundir)) {
            return statistics;
        }
        Map<Long, Long> holders = lockHolders();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(rundir, "*" + SUFFIX)) {
            for (Path file : files) {
                Long pid = holders.get(((Number) Files.getAttribute(file, "unix:ino")).longValue());
                if (pid != null) {
                    String name = file.getFileName().toString();
                    String key = "process_" + name.substring(0, name.length() - SUFFIX.length());
                    statistics.put(key, describe(pid));
                }
            }
        }
        return statistics;
    }

    /** Return the process that holds a lock on a file, by inode; inodes of other devices do no harm here. */
    private Map<Long, Long> lockHolders() throws IOException {
        Map<Long, Long> holders = new HashMap<>();
        for (String line : Files.readAllLines(proc.resolve("locks"), StandardCharsets.US_ASCII)) {
            // 1: POSIX  ADVISORY  WRITE 1234 08:01:5678 0 EOF
            String[] words = line.strip().split(" +");
            if (words.length >= 6 && words[1].equals("POSIX") && words[3].equals("WRITE")) {
                String inode = words[5].substring(words[5].lastIndexOf(':') + 1);
                holders.put(Long.parseLong(inode), Long.parseLong(words[4]));
            }
        }
        return holders;
    }

    /** Sizes in kilobytes, times in milliseconds: virtual, resident, CPU, crashes, booted, uptime, core. */
    private String describe(long pid) throws IOException {
        String stat;
        long resident = 0;
        try {
            stat = Files.readString(proc.resolve(pid + "/stat"));
            for (String line : Files.readAllLines(proc.resolve(pid + "/status"), StandardCharsets.UTF_8)) {
                if (line.startsWith("VmRSS:")) {
                    resident = Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (NoSuchFileException e) {
            return "";
        }
        // The second field is the program's name in parentheses, and may contain anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
        long started = Long.parseLong(fields[19]) * 1000 / TICKS_PER_SECOND;
        String[] uptime = Files.readString(proc.resolve("uptime")).split(" ");
        long age = Math.max(0, (long) (Double.parseDouble(uptime[0]) * 1000) - started);
        long virtual = Long.parseLong(fields[20]) / 1024;
        // Our daemons have no monitor process that restarts them, so there are no crashes to tell of.
        return virtual + "," + resident + "," + cpu + ",0," + age + "," + age + "," + fields[36].strip();
    }
}
