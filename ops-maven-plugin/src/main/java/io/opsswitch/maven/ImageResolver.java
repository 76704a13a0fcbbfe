/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImagePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Finds the jars of an image: the packages of the plan and what they need at run time, resolved as if the packages that
 * are switched off were no dependencies of the project at all.
 */
final class ImageResolver {

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final MavenProject project;

    ImageResolver(RepositorySystem system, RepositorySystemSession session, MavenProject project) {
        this.system = system;
        this.session = session;
        this.project = project;
    }

    /** Return the jars in the order of their names. */
    List<Artifact> resolve(List<ImagePlan.Coordinates> packages) throws ImageException {
        CollectRequest request = new CollectRequest();
        request.setRepositories(project.getRemoteProjectRepositories());
        for (ImagePlan.Coordinates item : packages) {
            request.addDependency(new Dependency(
                    new DefaultArtifact(item.groupId(), item.artifactId(), "jar", item.version()), "runtime"));
        }
        DependencyManagement management = project.getDependencyManagement();
        if (management != null) {
            management
                    .getDependencies()
                    .forEach(dependency -> request.addManagedDependency(
                            RepositoryUtils.toDependency(dependency, session.getArtifactTypeRegistry())));
        }
        try {
            return system
                    .resolveDependencies(session, new DependencyRequest(request, null))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(artifact -> artifact.getExtension().equals("jar"))
                    .sorted(Comparator.comparing(Artifact::getArtifactId).thenComparing(Artifact::getGroupId))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new ImageException("the jars of the image cannot be resolved: " + e.getMessage(), e);
        }
    }

    /** Return the jars with native libraries of those packages that are among the resolved ones. */
    List<Artifact> natives(List<Artifact> resolved, List<String> packages, String classifier) throws ImageException {
        List<Artifact> found = new ArrayList<>();
        for (Artifact jar : resolved) {
            if (packages.contains(jar.getGroupId() + ":" + jar.getArtifactId())) {
                Artifact wanted = new DefaultArtifact(
                        jar.getGroupId(), jar.getArtifactId(), classifier, "jar", jar.getBaseVersion());
                try {
                    found.add(system.resolveArtifact(
                                    session, new ArtifactRequest(wanted, project.getRemoteProjectRepositories(), null))
                            .getArtifact());
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
}
