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

/** Puts a text in front of, or behind, the first (or last) line that matches; tells whether there was one. */
def insert = { Path file, String text, String pattern, boolean last, boolean behind, String sign ->
    if (!Files.isRegularFile(file)) {
        return false
    }
    List<String> lines = Files.readAllLines(file)
    if (lines.any { it.contains(sign) }) {
        return true
    }
    int at = last ? lines.findLastIndexOf { it ==~ pattern } : lines.findIndexOf { it ==~ pattern }
    if (at < 0) {
        return false
    }
    lines.addAll(behind ? at + 1 : at, text.readLines())
    Path fresh = file.resolveSibling(file.fileName.toString() + '.tmp')
    Files.writeString(fresh, lines.join('\n') + '\n')
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING)
    return true
}

def place = { String piece, Path file, String pattern, boolean last, boolean behind, String sign, String where ->
    Path source = pieces.resolve(piece)
    // The lines that only set variables leave empty ones.
    String text = Files.readString(source).replaceFirst('^\\n+', '')
    if (insert(file, text, pattern, last, behind, sign)) {
        println "[INFO] ${product.relativize(file)}: ${where}"
        Files.delete(source)
    } else {
        left << "${product.relativize(source)} belongs into ${product.relativize(file)}, ${where}"
    }
}

Path schema = image.resolve('src/main/schema')
place('Kconfig', image.resolve('kconfig/Kconfig.features'), 'endmenu', true, false, "config ${symbol}",
        'the entries, in the menu')
if (Files.isRegularFile(schema.resolve('vswitch.extschema'))) {
    // The columns of the table that everything else hangs from; it is the first with that name.
    Path json = schema.resolve('vswitch.extschema')
    List<String> lines = Files.readAllLines(json)
    int table = lines.findIndexOf { it ==~ /\s*"Open_vSwitch": \{/ }
    int columns = table < 0 ? -1 : lines.findIndexOf(table) { it ==~ /\s*"columns": \{/ }
    if (lines.any { it.contains("\"${column}\": {") } || columns < 0) {
        left << "${product.relativize(pieces.resolve('column.json'))} belongs into ${product.relativize(json)}, table Open_vSwitch"
    } else {
        lines.addAll(columns + 1, Files.readString(pieces.resolve('column.json')).replaceFirst('^\\n+', '').readLines())
        Files.writeString(json, lines.join('\n') + '\n')
        Files.delete(pieces.resolve('column.json'))
        println "[INFO] ${product.relativize(json)}: column ${column}, with the tag ${symbol}"
    }
} else {
    left << "${product.relativize(pieces.resolve('column.json'))} belongs into the product's schema, table Open_vSwitch"
}
place('column.xml', schema.resolve('vswitch.xml'), '  <table name="Open_vSwitch".*', false, true,
        "<column name=\"${column}\">", "what column ${column} means")

Path pom = image.resolve('pom.xml')
String dependency = """    <dependency>
      <groupId>${request.groupId}</groupId>
      <artifactId>${request.artifactId}</artifactId>
      <version>${request.version}</version>
    </dependency>"""
if (insert(pom, dependency, '  </dependencies>', false, false, "<artifactId>${request.artifactId}</artifactId>")) {
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
