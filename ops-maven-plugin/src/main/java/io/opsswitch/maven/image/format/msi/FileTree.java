/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder of the package with what is in it; the root is the one that the product is installed in. Not thread-safe. */
final class FileTree {

    private static final String ROOT = "";

    private final String path;
    private final Map<String, FileTree> folders = new TreeMap<>();
    private final Map<String, Item> files = new TreeMap<>();

    /**
     * A file.
     *
     * @param name its name in the image
     * @param source where it lies
     */
    record Item(String name, String source) {}

    private FileTree(String path) {
        this.path = path;
    }

    /** Return the tree of files, given where they lie by their names in the image. */
    static FileTree of(Map<String, String> sources) {
        FileTree root = new FileTree(ROOT);
        sources.forEach(root::add);
        return root;
    }

    private void add(String file, String source) {
        FileTree folder = this;
        int start = 0;
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', start)) {
            String below = file.substring(0, slash);
            folder = folder.folders.computeIfAbsent(file.substring(start, slash), name -> new FileTree(below));
            start = slash + 1;
        }
        folder.files.put(file.substring(start), new Item(file, source));
    }

    /** Return the key of the folder in the package's tables. */
    String key() {
        return path.equals(ROOT) ? Formatted.HOME : Keys.folder(path);
    }

    /** Return the folders in this one by their names. */
    Map<String, FileTree> folders() {
        return folders;
    }

    /** Return the files in this folder by their names here. */
    Map<String, Item> files() {
        return files;
    }

    /** Return what the tables call each file and folder of this folder. */
    ShortNames tableNames() {
        List<String> names = new ArrayList<>(folders.keySet());
        names.addAll(files.keySet());
        return new ShortNames(names);
    }
}
