/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.union.Conflict;
import io.opsswitch.maven.image.union.PackageNode;
import io.opsswitch.maven.image.union.Union;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Finds the jars of an image: the packages of the plan and what they need at run time, resolved as if the packages that
 * are switched off were no dependencies of the project at all.
 *
 * <p>One collection gives the tree of all packages; its leaves that lost to another place are kept, so that it shows for
 * each jar which packages need it, and in which version.
 */
final class ImageResolver {

    /** Keeps the places that lost; the class of the resolver that names these two is not open to plugins. */
    private static final String VERBOSE = "aether.conflictResolver.verbose";

    private static final String WINNER = "conflict.winner";

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final MavenProject project;
    private final Map<String, DependencyNode> nodes = new HashMap<>();

    ImageResolver(RepositorySystem system, RepositorySystemSession session, MavenProject project) {
        this.system = system;
        DefaultRepositorySystemSession verbose = new DefaultRepositorySystemSession(session);
        verbose.setConfigProperty(VERBOSE, true);
        this.session = verbose;
        this.project = project;
    }

    /**
     * Return the jars in the order of their names.
     *
     * @throws ImageException if one cannot be had, or packages need different versions of one
     */
    List<ImageJar> resolve(ImagePlan plan) throws ImageException {
        Union union = new Union(collect(plan));
        List<Conflict> conflicts = union.conflicts();
        if (!conflicts.isEmpty()) {
            throw new ImageException(conflicts.stream()
                    .map(conflict -> conflict.report(root -> why(root, plan)))
                    .collect(Collectors.joining("\n")));
        }
        Map<String, Set<PackageNode>> owners = union.owners();
        List<PackageNode> members = union.chosen().stream()
                .filter(member -> node(member).getArtifact().getExtension().equals("jar"))
                .toList();
        Map<String, Artifact> files = files(members);
        List<ImageJar> jars = new ArrayList<>();
        for (PackageNode member : members) {
            Artifact artifact = files.get(member.key());
            if (artifact != null) {
                jars.add(new ImageJar(
                        artifact.getFile().toPath(),
                        coordinates(artifact),
                        artifact.getClassifier(),
                        symbols(owners.getOrDefault(member.key(), Set.of()), plan),
                        licences(member),
                        union.needs(member).stream()
                                .map(need -> coordinates(node(need).getArtifact()))
                                .toList()));
            }
        }
        jars.sort(Comparator.comparing((ImageJar jar) -> jar.artifact().artifactId())
                .thenComparing(jar -> jar.artifact().groupId())
                .thenComparing(ImageJar::classifier));
        return jars;
    }

    /** Return the jars with native libraries of those packages that are among the resolved ones. */
    List<ImageJar> natives(List<ImageJar> resolved, List<String> packages, String classifier) throws ImageException {
        List<ImageJar> found = new ArrayList<>();
        for (ImageJar jar : resolved) {
            ImagePlan.Coordinates base = jar.artifact();
            if (packages.contains(base.groupId() + ":" + base.artifactId())) {
                Artifact wanted =
                        new DefaultArtifact(base.groupId(), base.artifactId(), classifier, "jar", base.version());
                try {
                    Artifact artifact = system.resolveArtifact(
                                    session, new ArtifactRequest(wanted, project.getRemoteProjectRepositories(), null))
                            .getArtifact();
                    found.add(new ImageJar(
                            artifact.getFile().toPath(),
                            coordinates(artifact),
                            classifier,
                            jar.symbols(),
                            jar.licences(),
                            List.of()));
                } catch (ArtifactResolutionException e) {
                    throw new ImageException(
                            "the native library " + wanted + " is missing; perhaps you should install the compiler that"
                                    + " builds it (for linux-x86_64: gcc and make) and build again",
                            e);
                }
            }
        }
        return found;
    }

    private List<PackageNode> collect(ImagePlan plan) throws ImageException {
        CollectRequest request = new CollectRequest();
        request.setRepositories(project.getRemoteProjectRepositories());
        for (ImagePlan.Coordinates item : plan.included()) {
            request.addDependency(dependency(item));
        }
        DependencyManagement management = project.getDependencyManagement();
        if (management != null) {
            management
                    .getDependencies()
                    .forEach(dependency -> request.addManagedDependency(
                            RepositoryUtils.toDependency(dependency, session.getArtifactTypeRegistry())));
        }
        try {
            return system.collectDependencies(session, request).getRoot().getChildren().stream()
                    .map(this::convert)
                    .toList();
        } catch (DependencyCollectionException e) {
            throw new ImageException("the jars of the image cannot be resolved: " + e.getMessage(), e);
        }
    }

    /** The plan knows names only; exclusions are the POM's. */
    private Dependency dependency(ImagePlan.Coordinates item) {
        Dependency plain = new Dependency(
                new DefaultArtifact(item.groupId(), item.artifactId(), "jar", item.version()), "runtime");
        return project.getDependencies().stream()
                .filter(declared -> declared.getGroupId().equals(item.groupId())
                        && declared.getArtifactId().equals(item.artifactId()))
                .findFirst()
                .map(declared -> RepositoryUtils.toDependency(declared, session.getArtifactTypeRegistry()))
                .map(declared -> plain.setExclusions(declared.getExclusions()))
                .orElse(plain);
    }

    private PackageNode convert(DependencyNode node) {
        Artifact artifact = node.getArtifact();
        boolean chosen = node.getData().get(WINNER) == null;
        String key = artifact.getGroupId() + ":" + artifact.getArtifactId()
                + (artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier());
        if (chosen) {
            nodes.putIfAbsent(key, node);
        }
        // A place that lost has no children, so this comes to an end also where dependencies go round in circles.
        List<PackageNode> children =
                chosen ? node.getChildren().stream().map(this::convert).toList() : List.of();
        return new PackageNode(key, artifact.getBaseVersion(), chosen, children);
    }

    private Map<String, Artifact> files(List<PackageNode> members) throws ImageException {
        Map<String, Artifact> files = new HashMap<>();
        try {
            List<ArtifactRequest> requests = members.stream()
                    .map(member -> new ArtifactRequest(node(member)))
                    .toList();
            for (ArtifactResult result : system.resolveArtifacts(session, requests)) {
                Artifact artifact = result.getArtifact();
                String key = artifact.getGroupId() + ":" + artifact.getArtifactId()
                        + (artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier());
                files.put(key, artifact);
            }
            return files;
        } catch (ArtifactResolutionException e) {
            throw new ImageException("the jars of the image cannot be resolved: " + e.getMessage(), e);
        }
    }

    /** A POM that cannot be read was reported when the tree was collected; here it only means that nothing is known. */
    private List<String> licences(PackageNode member) throws ImageException {
        DependencyNode node = node(member);
        Map<String, Object> properties;
        try {
            properties = system.readArtifactDescriptor(
                            session, new ArtifactDescriptorRequest(node.getArtifact(), node.getRepositories(), null))
                    .getProperties();
        } catch (ArtifactDescriptorException e) {
            throw new ImageException("the POM of " + member + " cannot be read: " + e.getMessage(), e);
        }
        int count = properties.get("license.count") instanceof Integer number ? number : 0;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object name = properties.get("license." + i + ".name");
            Object url = properties.get("license." + i + ".url");
            if (name != null || url != null) {
                names.add(String.valueOf(name != null ? name : url));
            }
        }
        return names;
    }

    private DependencyNode node(PackageNode member) {
        DependencyNode node = nodes.get(member.key());
        if (node == null) {
            throw new IllegalStateException(member + " was never collected");
        }
        return node;
    }

    /** A package that no symbol owns is in every image, and so is what it needs. */
    private static Set<String> symbols(Set<PackageNode> roots, ImagePlan plan) {
        Set<String> symbols = new LinkedHashSet<>();
        for (PackageNode root : roots) {
            String symbol = plan.symbolOf(root.key());
            if (symbol.isEmpty()) {
                return Set.of();
            }
            symbols.add(symbol);
        }
        return symbols;
    }

    private static String why(PackageNode root, ImagePlan plan) {
        String symbol = plan.symbolOf(root.key());
        return symbol.isEmpty() ? "every image" : symbol + "=y";
    }

    private static ImagePlan.Coordinates coordinates(Artifact artifact) {
        return new ImagePlan.Coordinates(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion());
    }
}
