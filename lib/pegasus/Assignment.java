package pegasus;

import java.util.Optional;

/// One run of a job on one host, decided and written down, but not sent yet.
///
/// @param id of this run of the job, see [Result#id()]
/// @param taken the name that all runs share which came from one taking of the job
/// @param attempt 1, or more when the job failed before
/// @param command the job's command, rendered for the host; empty when it cannot be rendered
/// @param mistake why it cannot
record Assignment(
    String id,
    String taken,
    Job job,
    Host host,
    int attempt,
    String command,
    Optional<String> mistake) {}
