//! The metrics: every one that exists, with a line of help, and the process's own.
//!
//! A counter is there from the start, with 0: an alert can then tell "nothing happened" from "nobody counts".

use gatehouse_core::Fault;
use gatehouse_web::Site;
use gatehouse_web::site::inventories;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Seconds; from a renewal out of memory to the time limit of a request.
const BUCKETS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

const COUNTERS: [(&str, &str); 60] = [
    ("gatehouse_http_responses_total", "Answers by status code."),
    (
        "gatehouse_connections_ended_total",
        "Connections that the server ended: head_late, idle, body_slow, answer_unread, made_room.",
    ),
    ("gatehouse_connections_refused_total", "Connections refused because there is no room: all, address, files."),
    ("gatehouse_jobs_done_total", "Jobs that were done, by kind."),
    ("gatehouse_jobs_failed_total", "Tries of jobs that failed, by kind."),
    ("gatehouse_mails_sent_total", "Mails handed to the mail server."),
    ("gatehouse_human_checks_total", "Human checks, by result."),
    ("gatehouse_limited_total", "Requests that met a limit by network or key, by action."),
    ("gatehouse_mails_delayed_total", "Mails that wait for another try, by what is in the way."),
    ("gatehouse_mails_refused_total", "Mails that the mail server refused for good."),
    ("gatehouse_mail_attachments_left_out_total", "Attachments that mails went without: gone, size, count, refused."),
    ("gatehouse_text_messages_sent_total", "Text messages that a provider took, by provider."),
    ("gatehouse_text_messages_delayed_total", "Text messages that wait for another try, by what is in the way."),
    ("gatehouse_text_messages_refused_total", "Text messages to numbers that get none: number, blocked."),
    ("gatehouse_text_messages_expired_total", "Text messages that lost their use before a provider took them."),
    ("gatehouse_text_messages_capped_total", "Text messages that a cap held back: gap, number, all."),
    (
        "gatehouse_decoy_codes_presented_total",
        "Decoy codes that somebody presented: the database and its keys have leaked.",
    ),
    ("gatehouse_activations_total", "Activations, by result: new, again, refused, failed."),
    ("gatehouse_renewals_total", "Renewals, by result: memory, database, refused, cut_off, failed."),
    ("gatehouse_codes_issued_total", "Activation codes issued in batches."),
    ("gatehouse_oidc_tokens_total", "Requests for tokens of sites and apps, by grant and result."),
    ("gatehouse_oidc_logouts_total", "Sites and apps that heard of somebody who signed out: told, refused."),
    ("gatehouse_webhook_tries_total", "Messages to other systems, by outcome: delivered, refused, away, gone."),
    ("gatehouse_webhook_given_up_total", "Messages to other systems that were tried for too long."),
    ("gatehouse_webhook_stopped_total", "Webhooks that were paused or asked for nothing more, by state."),
    ("gatehouse_chats_total", "Chats, by step: started, taken, ended, untaken, request."),
    ("gatehouse_chat_waited_seconds_total", "Seconds that people waited until somebody took their chat."),
    ("gatehouse_chat_messages_total", "Messages of chats, by author: customer, staff."),
    ("gatehouse_live_read_again_total", "Open pages that read what they had missed."),
    ("gatehouse_news_lost_total", "News for other nodes that could not be sent."),
    ("gatehouse_trials_total", "Trials, by step: asked, mailed, activated, bought."),
    ("gatehouse_help_answers_total", "Readers who said whether an article helped, by answer: yes, no."),
    ("gatehouse_help_solved_total", "Requests that their authors closed because advice had solved them."),
    ("gatehouse_company_users_joined_total", "People who became users of companies, by how."),
    ("gatehouse_company_sign_ins_total", "Sign-ins by companies' own services: entered, refused, failed."),
    (
        "gatehouse_staff_sso_total",
        "Sign-ins of staff by the vendor's provider: entered, refused, failed, ended (by it).",
    ),
    (
        "gatehouse_directory_requests_total",
        "Requests of companies' directories: done, refused, unknown, too_often, failed.",
    ),
    ("gatehouse_mails_in_total", "Mails that came in and were kept."),
    ("gatehouse_mails_placed_total", "Mails that came in and were read, by where they went."),
    ("gatehouse_mails_failed_total", "Mails that came in and could not be read, by why."),
    ("gatehouse_mails_refused_in_total", "Mails that were not taken in: size, recipient."),
    ("gatehouse_mailbox_failures_total", "Visits of a mailbox that failed."),
    ("gatehouse_uploads_bytes_total", "Bytes of uploads that were stored."),
    ("gatehouse_uploads_finished_total", "Uploads that came to their end."),
    ("gatehouse_files_scanned_total", "Files that were scanned for harm, by verdict."),
    (
        "gatehouse_support_notices_withheld_total",
        "Mails about requests that were held back because too many went to one person.",
    ),
    ("gatehouse_support_units_total", "Units of contracts that were given, held, used or gave way, by kind."),
    ("gatehouse_support_notices_paused_total", "Times that mails about requests were paused for everybody."),
    (
        "gatehouse_support_public_files_withheld_total",
        "Public requests whose sender was offered no files, as the bound of everybody was reached.",
    ),
    ("gatehouse_support_surveys_sent_total", "Surveys that were mailed."),
    ("gatehouse_support_ratings_total", "Answers to surveys, changed ones counted again."),
    ("gatehouse_retention_rows_total", "Rows erased, by retention rule."),
    ("gatehouse_password_overload_total", "Passwords that were not hashed because too many waited."),
    ("gatehouse_password_service_total", "Passwords that a service for leaked ones was asked about, by answer."),
    ("gatehouse_database_faults_total", "Faults of the storage that the database met, by kind."),
    ("gatehouse_database_connections_closed_total", "Connections to the database that were not used again, by cause."),
    ("gatehouse_files_faults_total", "Faults of the storage of files, by kind: full, read_only, io, server, refused."),
    ("gatehouse_files_leftovers_total", "Leftovers of unfinished files that the daily scan has removed."),
    ("gatehouse_parsed_total", "Files of people that were read in a process of their own, by kind and outcome."),
    ("gatehouse_log_reloads_total", "Times that SIGHUP read the log's filter again."),
];
const GAUGES: [(&str, &str); 14] = [
    ("gatehouse_build_info", "1; the labels say what is running."),
    ("gatehouse_connections", "Open connections of all ports."),
    ("gatehouse_connections_most", "Connections that there may be in all."),
    ("gatehouse_database_bytes", "Size of the embedded database and its log, by file."),
    ("gatehouse_database_connections", "Connections to the database, by pool and state."),
    ("gatehouse_database_writable", "1 when the last write succeeded, else 0."),
    ("gatehouse_disk_free_bytes", "Free space where the data are."),
    ("gatehouse_files_missing", "Files that the storage did not have at the last daily scan."),
    ("gatehouse_issuing_key_left_seconds", "For how long the key that signs leases does so; 0 without one."),
    ("gatehouse_stop_feed_age_seconds", "Since when this node has not read what others blocked."),
    ("gatehouse_jobs_waiting", "Jobs that wait, of all nodes."),
    ("gatehouse_jobs_dead", "Jobs that were given up: dead letters."),
    ("gatehouse_jobs_oldest_seconds", "How long the job that is due longest has waited."),
    ("gatehouse_password_queue", "Passwords that wait to be hashed, on this node."),
];
const HISTOGRAMS: [(&str, &str); 2] = [
    ("gatehouse_http_request_duration_seconds", "Seconds to an answer, by route, method and class of status."),
    ("gatehouse_webhook_duration_seconds", "Seconds that the receivers of webhooks took."),
];

/// Starts counting; before anything is opened, so that nothing is missed.
pub fn start() -> Result<PrometheusHandle, Fault> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_duration_seconds".to_owned()), &BUCKETS)?
        .install_recorder()?;
    for (name, help) in COUNTERS {
        metrics::describe_counter!(name, help);
    }
    for (name, help) in GAUGES {
        metrics::describe_gauge!(name, help);
    }
    for (name, help) in HISTOGRAMS {
        metrics::describe_histogram!(name, help);
    }
    let version = env!("CARGO_PKG_VERSION");
    metrics::gauge!("gatehouse_build_info", "version" => version, "commit" => crate::COMMIT).set(1.0);
    for name in [
        "gatehouse_mails_sent_total",
        "gatehouse_mails_refused_total",
        "gatehouse_text_messages_expired_total",
        "gatehouse_codes_issued_total",
        "gatehouse_decoy_codes_presented_total",
        "gatehouse_chat_waited_seconds_total",
        "gatehouse_live_read_again_total",
        "gatehouse_news_lost_total",
        "gatehouse_password_overload_total",
        "gatehouse_log_reloads_total",
        "gatehouse_mails_in_total",
        "gatehouse_mailbox_failures_total",
        "gatehouse_uploads_bytes_total",
        "gatehouse_uploads_finished_total",
        "gatehouse_support_notices_withheld_total",
        "gatehouse_support_notices_paused_total",
        "gatehouse_support_public_files_withheld_total",
        "gatehouse_support_surveys_sent_total",
        "gatehouse_support_ratings_total",
        "gatehouse_help_solved_total",
    ] {
        metrics::counter!(name).absolute(0);
    }
    for answer in ["leaked", "unknown", "failed"] {
        metrics::counter!("gatehouse_password_service_total", "answer" => answer).absolute(0);
    }
    for goes in ["request", "new", "triage", "nowhere"] {
        metrics::counter!("gatehouse_mails_placed_total", "goes" => goes).absolute(0);
    }
    for why in ["gone", "size", "count", "refused"] {
        metrics::counter!("gatehouse_mail_attachments_left_out_total", "why" => why).absolute(0);
    }
    for why in ["size", "recipient"] {
        metrics::counter!("gatehouse_mails_refused_in_total", "why" => why).absolute(0);
    }
    for kind in ["number", "blocked"] {
        metrics::counter!("gatehouse_text_messages_refused_total", "kind" => kind).absolute(0);
    }
    for cap in ["gap", "number", "all"] {
        metrics::counter!("gatehouse_text_messages_capped_total", "cap" => cap).absolute(0);
    }
    for why in ["head_late", "idle", "body_slow", "answer_unread", "made_room"] {
        metrics::counter!("gatehouse_connections_ended_total", "why" => why).absolute(0);
    }
    for why in ["all", "address", "files"] {
        metrics::counter!("gatehouse_connections_refused_total", "why" => why).absolute(0);
    }
    for result in ["new", "again", "refused", "failed"] {
        metrics::counter!("gatehouse_activations_total", "result" => result).absolute(0);
    }
    for result in ["memory", "database", "refused", "cut_off", "failed"] {
        metrics::counter!("gatehouse_renewals_total", "result" => result).absolute(0);
    }
    for step in ["started", "taken", "ended", "untaken", "request"] {
        metrics::counter!("gatehouse_chats_total", "step" => step).absolute(0);
    }
    for grant in ["code", "refresh", "device", "other"] {
        for result in ["given", "waiting", "refused", "failed"] {
            metrics::counter!("gatehouse_oidc_tokens_total", "grant" => grant, "result" => result).absolute(0);
        }
    }
    for result in ["told", "refused"] {
        metrics::counter!("gatehouse_oidc_logouts_total", "result" => result).absolute(0);
    }
    for author in ["customer", "staff"] {
        metrics::counter!("gatehouse_chat_messages_total", "author" => author).absolute(0);
    }
    for step in ["asked", "mailed", "activated", "bought"] {
        metrics::counter!("gatehouse_trials_total", "step" => step).absolute(0);
    }
    for helped in ["yes", "no"] {
        metrics::counter!("gatehouse_help_answers_total", "helped" => helped).absolute(0);
    }
    for kind in ["granted", "reserved", "released", "used", "returned", "lapsed", "corrected"] {
        metrics::counter!("gatehouse_support_units_total", "kind" => kind).absolute(0);
    }
    for how in ["license", "approval", "invitation", "directory", "provider", "staff"] {
        metrics::counter!("gatehouse_company_users_joined_total", "how" => how).absolute(0);
    }
    for result in ["entered", "refused", "failed"] {
        metrics::counter!("gatehouse_company_sign_ins_total", "result" => result).absolute(0);
    }
    for result in ["entered", "refused", "failed", "ended"] {
        metrics::counter!("gatehouse_staff_sso_total", "result" => result).absolute(0);
    }
    for result in ["done", "refused", "unknown", "too_often", "failed"] {
        metrics::counter!("gatehouse_directory_requests_total", "result" => result).absolute(0);
    }
    for status in ["200", "303", "400", "401", "403", "404", "413", "422", "429", "500", "503"] {
        metrics::counter!("gatehouse_http_responses_total", "status" => status).absolute(0);
    }
    metrics::gauge!("gatehouse_password_queue").set(0.0);
    Ok(handle)
}

/// What only the modules know by name.
pub fn register(site: &Site) {
    for kind in site.runner.kinds() {
        metrics::counter!("gatehouse_jobs_done_total", "kind" => kind).absolute(0);
        metrics::counter!("gatehouse_jobs_failed_total", "kind" => kind).absolute(0);
    }
    for rule in inventories(&site.modules).into_iter().flat_map(|inventory| inventory.rules) {
        metrics::counter!("gatehouse_retention_rows_total", "rule" => rule.id).absolute(0);
    }
}

/// Processor, memory and files of this process, as Prometheus' own clients name them; empty where the system does not say.
pub fn process() -> String {
    let mut text = String::new();
    let mut say = |name: &str, kind: &str, help: &str, value: Option<f64>| {
        if let Some(value) = value {
            text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n"));
        }
    };
    #[cfg(target_os = "linux")]
    {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name in brackets may hold blanks; what follows has none.
        let fields: Vec<&str> = stat.rsplit_once(") ").map(|(_, rest)| rest.split(' ').collect()).unwrap_or_default();
        let field = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok());
        #[expect(clippy::cast_precision_loss, reason = "figures are floats")]
        let (ticks, page) = (rustix::param::clock_ticks_per_second() as f64, rustix::param::page_size() as f64);
        let cpu = field(11).zip(field(12)).map(|(user, system)| (user + system) / ticks);
        say("process_cpu_seconds_total", "counter", "Processor time, of user and system.", cpu);
        say("process_resident_memory_bytes", "gauge", "Memory in use.", field(21).map(|pages| pages * page));
        say("process_threads", "gauge", "Threads.", field(17));
        #[expect(clippy::cast_precision_loss, reason = "figures are floats")]
        let open = std::fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as f64);
        say("process_open_fds", "gauge", "Open files.", open);
    }
    #[expect(clippy::cast_precision_loss, reason = "figures are floats")]
    let most = gatehouse_listen::files::limit() as f64;
    say("process_max_fds", "gauge", "Files that may be open.", Some(most));
    text
}

#[cfg(test)]
mod tests {
    use super::{COUNTERS, GAUGES, HISTOGRAMS};
    use std::collections::BTreeSet;
    use std::path::Path;

    fn read(folder: &Path, names: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name == "src")
                    || !path.join("Cargo.toml").exists()
                    || path.join("src").exists()
                {
                    read(&path, names);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in ["counter!(", "gauge!(", "histogram!("] {
                    for part in text.split(call).skip(1) {
                        let name = part.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                        names.extend(name.filter(|name| name.starts_with("gatehouse_")).map(str::to_owned));
                    }
                }
            }
        }
    }

    /// Every metric in any source has a line of help here, and every line a metric.
    #[test]
    fn every_metric_is_described() {
        let mut used = BTreeSet::new();
        for folder in gatehouse_testkit::crates() {
            read(&folder, &mut used);
        }
        let described: BTreeSet<String> =
            COUNTERS.iter().chain(&GAUGES).chain(&HISTOGRAMS).map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(used, described);
        for (name, help) in COUNTERS.iter().chain(&GAUGES).chain(&HISTOGRAMS) {
            assert!(help.ends_with('.') && help.len() < 120, "{name}");
        }
        assert!(COUNTERS.iter().all(|(name, _)| name.ends_with("_total")));
    }
}
