// SPDX-License-Identifier: Apache-2.0
//
// Puts what a new feature brings to its product where it belongs: the Kconfig entries, the tagged column with its
// documentation, and the dependency of the image. What cannot be placed stays in src/main/product of the module, and the
// output says what to do with it. Nothing that is there already is put there twice.

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

Path product = Path.of(request.outputDirectory).toAbsolutePath().normalize()
Path feature = product.resolve(request.artifactId)
Path image = product.resolve('image')
Path pieces = feature.resolve('src/main/product')
String symbol = request.artifactId.toUpperCase(Locale.ROOT).replace('-', '_')
String column = request.artifactId.replace('-', '_')
List<String> left = []

/**
 * Puts a text in front of, or behind, a line; tells whether that was possible, or had been done before.
 *
 * @param anchors patterns, each looked for from where the one before it was found; the last one is the line
 * @param sign what a file has that has the text already
 */
def insert = { Path file, String text, List<String> anchors, boolean behind, String sign ->
    if (!Files.isRegularFile(file)) {
        return false
    }
    List<String> lines = Files.readAllLines(file)
    if (lines.any { it.contains(sign) }) {
        return true
    }
    int at = 0
    for (String anchor : anchors) {
        at = at < 0 ? at : lines.findIndexOf(at) { it ==~ anchor }
    }
    if (at < 0) {
        return false
    }
    lines.addAll(behind ? at + 1 : at, text.readLines())
    Path fresh = file.resolveSibling(file.fileName.toString() + '.tmp')
    Files.writeString(fresh, lines.join('\n') + '\n')
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING)
    return true
}

def place = { String piece, Path file, List<String> anchors, boolean behind, String sign, String what ->
    Path source = pieces.resolve(piece)
    // The lines that only set variables leave empty ones.
    String text = Files.readString(source).replaceFirst('^\\n+', '')
    if (insert(file, text, anchors, behind, sign)) {
        println "[INFO] ${product.relativize(file)}: ${what}"
        Files.delete(source)
    } else {
        left << "${product.relativize(source)} belongs into ${product.relativize(file)}: ${what}"
    }
}

Path schema = image.resolve('src/main/schema')
place('Kconfig', image.resolve('kconfig/Kconfig.features'), ['endmenu'], false, "config ${symbol}",
        'the entries, in the menu')
place('column.json', schema.resolve('vswitch.extschema'), [/\s*"Open_vSwitch": \{/, /\s*"columns": \{/], true,
        "\"${column}\": {", "column ${column}, with the tag ${symbol}")
place('column.xml', schema.resolve('vswitch.xml'), [/\s*<table name="Open_vSwitch".*/, /\s*<\/table>/], false,
        "<column name=\"${column}\">", "what column ${column} means")

Path pom = image.resolve('pom.xml')
String dependency = """    <dependency>
      <groupId>${request.groupId}</groupId>
      <artifactId>${request.artifactId}</artifactId>
      <version>${request.version}</version>
    </dependency>"""
if (insert(pom, dependency, ['  </dependencies>'], false, "<artifactId>${request.artifactId}</artifactId>")) {
    println "[INFO] ${product.relativize(pom)}: the dependency"
} else {
    left << "the image's pom.xml needs a dependency on ${request.groupId}:${request.artifactId}:${request.version}"
}

// The documentation has the feature's name.
Path docs = feature.resolve('docs')
Files.move(docs.resolve('feature.md'), docs.resolve("${request.artifactId}.md"), StandardCopyOption.REPLACE_EXISTING)
if (left.isEmpty()) {
    Files.delete(pieces)
} else {
    println '[WARNING] This is no product that ops-image-archetype made, or it has changed since. What is left to do by hand:'
    left.each { println "[WARNING]   ${it}" }
}
