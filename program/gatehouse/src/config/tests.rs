//! What a configuration may say.

use super::{Config, is_loopback, unknown_variables};
use std::collections::BTreeMap;

fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables: BTreeMap<_, _> = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Config::parse(text, &variables).map_err(|f| f.to_string())
}

/// ALL-6
#[test]
fn nothing_at_all_is_a_working_configuration() {
    let config = parse("", &[]).unwrap();
    assert_eq!(config.origin(), "http://127.0.0.1:8080");
    assert!(config.key_file().ends_with("data/gatehouse.keys"));
}

/// ALL-9
#[test]
fn a_typing_error_in_a_key_is_refused_in_file_and_environment() {
    assert!(parse("lisen = '127.0.0.1:1'", &[]).unwrap_err().contains("lisen"));
    assert!(parse("", &[("GATEHOUSE__DATA_DIRR", "x")]).unwrap_err().contains("data_dirr"));
    assert!(parse("listen = 'nowhere'", &[]).is_err());
    assert!(parse("origin = 'https://a.example/path'", &[]).is_err());
    assert!(parse("zone = 'Mars/Olympus'", &[]).is_err());
}

/// ALL-9
#[test]
fn only_a_variable_that_nobody_knows_is_told() {
    let set = [
        "PATH",
        "GATEHOUSE__LISTEN",
        "GATEHOUSE_LOG",
        "GATEHOUSE_BINARY",
        pgtest::ADDRESS_VARIABLE,
        "GATEHOUSE_LISTEN",
    ];
    assert_eq!(unknown_variables::among(set.into_iter().map(str::to_owned)), ["GATEHOUSE_LISTEN"]);
}

/// ALL-9
#[tokio::test]
async fn the_environment_wins_and_mails_are_never_shown_to_a_network() {
    let config = parse("listen = '127.0.0.1:1'", &[("GATEHOUSE__LISTEN", "127.0.0.1:2")]).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert!(parse("listen = '0.0.0.0:80'", &[]).unwrap_err().contains("mail"));
    let open = "listen = ':80'\nmail = 'smtp://mail.example?tls=required'";
    assert!(parse(open, &[]).unwrap_err().contains("origin: must be set"));
    assert!(parse(&format!("{open}\norigin = 'https://portal.example.com'"), &[]).is_ok());
}

/// ALL-9, PRI-13
#[tokio::test]
async fn what_is_for_one_machine_is_refused_behind_a_proxy() {
    let openings =
        ["origin = 'https://portal.example.com'", "trusted_proxies = ['127.0.0.1']", "listen = '192.0.2.1:80'"];
    for opening in openings {
        let without_mail = parse(opening, &[]).unwrap_err();
        assert!(without_mail.contains("smtps://"), "{opening}: {without_mail}");
        let mail = "mail = 'smtp://mail.example'";
        let without_limits = parse(&format!("{opening}\n{mail}\nrate_limits = false"), &[]).unwrap_err();
        assert!(without_limits.contains("rate_limits"), "{opening}: {without_limits}");
        let config = parse(&format!("{opening}\n{mail}"), &[]).unwrap();
        assert!(config.opening().is_some(), "{opening}");
    }
    let local = parse("origin = 'http://localhost:8080'\nrate_limits = false", &[]).unwrap();
    assert_eq!(local.opening(), None);
}

/// ALL-9, ALL-8
#[tokio::test]
async fn staff_have_a_host_of_their_own_or_none() {
    let of = |staff: &str| {
        let near = "origin = 'https://portal.example.com'\nmail = 'smtps://mail.example.com'";
        parse(&format!("{near}\nstaff_origin = '{staff}'"), &[])
    };
    assert_eq!(of("").unwrap().settings().staff_origin(), "https://portal.example.com");
    let own = of("https://staff.example.com/").unwrap();
    assert_eq!(own.settings().staff_origin(), "https://staff.example.com");
    assert!(format!("{own:?}").contains("staff.example.com"), "config check shows it");
    for (staff, why) in [
        ("https://staff.example.com/console", "without a path"),
        ("staff.example.com", "https://host"),
        ("http://staff.example.com", "begin as origin"),
        ("https://portal.example.com", "another host"),
        // Cookies are of a host, whatever its port.
        ("https://portal.example.com:8443", "another host"),
    ] {
        let refused = of(staff).unwrap_err();
        assert!(refused.contains("line 3") && refused.contains(why), "{staff}: {refused}");
    }
    let near = parse("staff_origin = 'http://localhost:8080'", &[]).unwrap();
    assert_eq!(near.opening(), None);
    let open = parse("staff_origin = 'http://staff.example.com'\nmail = 'smtps://mail.example.com'", &[]).unwrap();
    assert!(open.opening().unwrap().contains("staff_origin"));
}

/// ALL-4, ALL-9
#[tokio::test]
async fn an_address_of_ours_is_written_as_browsers_send_it() {
    let of = |key: &str, origin: &str| {
        let other = if key == "origin" { "" } else { "origin = 'http://portal.example.com'" };
        parse(&format!("mail = 'smtps://mail.example.com'\n{key} = '{origin}'\n{other}"), &[])
    };
    for (written, sent) in [
        ("http://Staff.example.com", "http://staff.example.com"),
        ("HTTP://staff.example.com", "http://staff.example.com"),
        ("http://staff.example.com:80", "http://staff.example.com"),
        ("http://STAFF.example.com:80/", "http://staff.example.com"),
        ("http://staff.bücher.example", "http://staff.xn--bcher-kva.example"),
        ("http://clerk:secret@staff.example.com", "http://staff.example.com"),
        ("http://[2001:DB8::1]:80", "http://[2001:db8::1]"),
    ] {
        for key in ["origin", "staff_origin"] {
            let refused = of(key, written).unwrap_err();
            let said = format!(": {key}: must be {sent}, as browsers write it");
            assert!(refused.contains("line 2") && refused.ends_with(&said), "{written}: {refused}");
            assert_eq!(of(key, sent).err(), None, "{sent}");
        }
    }
    let refused = of("origin", "https://portal.example.com:443").unwrap_err();
    assert!(refused.contains("must be https://portal.example.com,"), "{refused}");
    for other_port in
        ["https://portal.example.com:80", "http://portal.example.com:443", "https://portal.example.com:8443"]
    {
        assert_eq!(of("origin", other_port).err(), None, "{other_port}");
    }
    assert!(of("origin", "ftp://portal.example.com").unwrap_err().contains("https://host"));
    // What is worked out is written so too.
    assert_eq!(parse("listen = '127.0.0.1:80'", &[]).unwrap().origin(), "http://127.0.0.1");
    assert_eq!(parse("listen = '[::1]:80'", &[]).unwrap().origin(), "http://[::1]");
}

#[test]
fn only_this_machine_is_loopback() {
    for origin in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080", "http://portal.localhost:1"] {
        assert!(is_loopback(origin), "{origin}");
    }
    for origin in
        ["http://0.0.0.0:8080", "http://portal.example.com", "http://[2001:db8::1]", "http://localhost.example.com"]
    {
        assert!(!is_loopback(origin), "{origin}");
    }
}

/// PRI-13
#[test]
fn a_secret_can_stand_in_a_file_and_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("database");
    std::fs::write(&path, "postgres://u:s3cret@localhost/db\n").unwrap();
    let config = parse(&format!("database = 'file:{}'", path.display()), &[]).unwrap();
    assert_eq!(config.database, "postgres://u:s3cret@localhost/db");
    assert!(!format!("{config:?}").contains("s3cret"));
}

/// ALL-6, ALL-9, PRI-13
#[test]
fn a_database_of_another_machine_is_encrypted_and_proved_or_named_insecure() {
    let of = |more: &str| parse(&format!("database = 'postgres://u:s3cret@db.example.com/d{more}"), &[]);
    let said = of("'").unwrap_err();
    assert!(said.contains("verify-full") && said.contains("insecure_database") && !said.contains("s3cret"), "{said}");
    assert!(of("?sslmode=require'").is_err());
    assert!(of("?sslmode=verify-full'").is_ok());
    assert!(of("'\ninsecure_database = true").is_ok());
    assert!(of("?sslmode=verify-full'\ndatabase_ca = 'no-such-file.pem'").unwrap_err().contains("no-such-file.pem"));
    let by_variable = [("GATEHOUSE__DATABASE", "postgres://u@10.1.1.1/d"), ("GATEHOUSE__INSECURE_DATABASE", "true")];
    assert!(parse("", &by_variable).is_ok());
    let said = parse("database = 'postgres://u:s3cret@h:99999/d'", &[]).unwrap_err();
    assert!(said.contains(": database: ") && !said.contains("s3cret"), "{said}");
}

/// LIC-16
#[test]
fn the_number_of_decoy_codes_has_bounds() {
    assert_eq!(parse("", &[("GATEHOUSE__DECOY_CODES", "0")]).unwrap().decoy_codes, 0);
    assert!(parse("decoy_codes = 101", &[]).unwrap_err().contains("decoy_codes"));
}

#[test]
fn how_long_a_node_renews_without_its_database_has_bounds() {
    assert_eq!(parse("", &[]).unwrap().stop_grace, 900);
    assert_eq!(parse("", &[("GATEHOUSE__STOP_GRACE", "60")]).unwrap().stop_grace, 60);
    for wrong in ["9", "604801", "0"] {
        assert!(parse(&format!("stop_grace = {wrong}"), &[]).unwrap_err().contains("stop_grace"));
    }
}

/// ALL-9
#[test]
fn connections_and_their_patience_have_bounds() {
    let config = parse("database_connections = 40", &[("GATEHOUSE__DATABASE_LOCK_TIMEOUT", "5")]).unwrap();
    let options = config.database_options();
    assert_eq!((options.connections, options.lock_timeout.as_secs(), options.wait.as_secs()), (40, 5, 3));
    for key in [
        "database_connections",
        "database_readers",
        "database_wait",
        "database_statement_timeout",
        "database_lock_timeout",
    ] {
        assert!(parse(&format!("{key} = 0"), &[]).unwrap_err().contains(key));
        assert!(parse(&format!("{key} = 100000"), &[]).unwrap_err().contains(key));
        assert!(parse("", &[(&format!("GATEHOUSE__{}", key.to_uppercase()), "many")]).is_err());
    }
}

/// ALL-9
#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("brand = 'A'\nlisten = 'nowhere'", "gatehouse.toml, line 2, column 10: listen: nowhere is no address"),
        (
            "brand = 'A'\n  lissen = ':1'",
            "gatehouse.toml, line 2, column 12: lissen is no key of the configuration; did you mean listen?",
        ),
        ("brand = 'A", "gatehouse.toml, line 1, column "),
        ("brand = 'A'\nrate_limits = 'no'", "gatehouse.toml, line 2, column 15: rate_limits: invalid type"),
        ("# a\ntrusted_proxies = ['proxy']", "gatehouse.toml, line 2, column 19: trusted_proxies: proxy is neither"),
        ("\nzone = 'Mars/Olympus'", "gatehouse.toml, line 2, column 8: zone: "),
        ("database = 'file:/no/such/file'", "gatehouse.toml, line 1, column 12: database: /no/such/file: "),
        ("metrics_listen = '9090'", "gatehouse.toml, line 1, column 18: metrics_listen: 9090 is no address"),
    ];
    for (text, start) in cases {
        let error = parse(text, &[]).unwrap_err();
        assert!(error.starts_with(start), "{text}: {error}");
    }
    let variable = parse("", &[("GATEHOUSE__LISTEN", "nowhere")]).unwrap_err();
    assert!(variable.starts_with("GATEHOUSE__LISTEN: listen: nowhere"), "{variable}");
    let variable = parse("listen = ':1'", &[("GATEHOUSE__CONNECTIONS_PER_ADDRESS", "many")]).unwrap_err();
    assert!(variable.starts_with("GATEHOUSE__CONNECTIONS_PER_ADDRESS: connections_per_address: "), "{variable}");
}

/// ALL-9
#[tokio::test]
async fn a_variable_has_the_type_of_its_key() {
    let config = parse(
        "",
        &[
            ("GATEHOUSE__RATE_LIMITS", "false"),
            ("GATEHOUSE__CONNECTIONS_PER_ADDRESS", "7"),
            ("GATEHOUSE__BRAND", "12"),
            ("GATEHOUSE__METRICS_LISTEN", "localhost:9090"),
        ],
    )
    .unwrap();
    assert_eq!((config.rate_limits, config.connections_per_address, config.brand.name.as_str()), (false, 7, "12"));
    assert_eq!(config.metrics_listen.unwrap().to_string(), "127.0.0.1:9090");
    let proxies =
        [("GATEHOUSE__TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::1"), ("GATEHOUSE__MAIL", "smtps://mail.example")];
    let config = parse("", &proxies).unwrap();
    assert!(config.proxies().contain("10.1.2.3".parse().unwrap()));
    assert!(config.proxies().contain("2001:db8::1".parse().unwrap()));
    assert!(!config.proxies().contain("2001:db8::2".parse().unwrap()));
}

/// ALL-9, ALL-4
#[tokio::test]
async fn what_would_fail_at_its_first_use_is_refused_at_the_start() {
    for (line, why) in [
        ("mail_from = 'not an address'", "mail_from: "),
        ("mail_from = 'a@example.com, b@example.com'", "mail_from: "),
        ("mail_from = 'Ex@mple <portal@example.com>'", "in quotes"),
        ("mail_from = ''", "mail_from: "),
        ("mail = 'smtp://u:p@mail.example.com?tls=none'", "in the clear"),
        ("mail = 'smtp://u:p@mail.example.com?tls=opportunistic'", "opportunistic"),
        ("mail = 'smtp://u@mail.example.com'", "password"),
        ("mail = 'smtps://mail.example.com'\nmail_ca = '/nowhere.pem'", "mail_ca: /nowhere.pem"),
        ("help_url = 'javascript:alert(1)'", "help_url: "),
        ("help_url = 'help.example.com'", "help_url: "),
        ("help_url = '//help.example.com'", "help_url: "),
        ("help_url = 'https://'", "help_url: "),
        ("help_url = 'https://u:p@help.example.com'", "help_url: "),
        ("help_url = 'https://help.example.com/\"x'", "help_url: "),
        ("help_url = \"https://help.example.com/\\nx\"", "help_url: "),
        ("brand = \"Acme\\r\\nBcc: x\"", "brand: holds U+000D"),
        ("brand = \"Ac\\u202Eme\"", "brand: holds U+202E"),
        ("brand = ' '", "brand: "),
        ("brand = \"\\u200E\"", "brand: "),
        ("zone = 'localtime'", "zone: "),
        ("zone = 'posixrules'", "zone: "),
        ("zone = 'Factory'", "zone: "),
        (
            "reach_loopback = true\norigin = 'https://portal.example.com'\nmail = 'smtps://mail.example.com'",
            "reach_loopback: ",
        ),
        ("reach_loopback = true\nlisten = '0.0.0.0:80'\nmail = 'smtps://mail.example.com'", "reach_loopback: "),
        ("egress_proxy = 'socks5://proxy:1080'", "egress_proxy: "),
    ] {
        let refused = parse(line, &[]).err().unwrap_or_default();
        assert!(refused.contains(why), "{line}: {refused}");
    }
    assert!(parse(&format!("brand = '{}'", "x".repeat(101)), &[]).unwrap_err().contains("100"));
    for line in [
        "mail_from = 'Example, Inc. <portal@example.com>'",
        "mail_from = 'Portal (EU) <portal@example.com>'",
        "mail_from = 'Acme: Portal <portal@example.com>'",
        "mail = 'smtp://relay.example.com?tls=none'",
        "help_url = 'https://help.example.com/start?from=portal#top'",
        "help_url = 'http://hilfe.bücher.example/'",
        "brand = 'شركة\u{200f} (ABC)'",
        "reach_loopback = true",
        "egress_proxy = 'http://proxy.example.com:3128'",
    ] {
        assert_eq!(parse(line, &[]).err(), None, "{line}");
    }
    let settings = parse("zone = 'asia/tokyo'", &[]).unwrap().settings();
    assert_eq!(settings.zone, "Asia/Tokyo");
}

/// ALL-9
#[tokio::test]
async fn files_are_in_a_folder_or_in_a_bucket() {
    let folder = |text: &str| parse(text, &[]).unwrap().files_folder().map(|path| path.display().to_string());
    assert_eq!(folder("data_dir = '/srv/g'").as_deref(), Some("/srv/g/files"));
    assert_eq!(folder("[files]\npath = '/srv/files'").as_deref(), Some("/srv/files"));
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "a-secret\n").unwrap();
    let s3 = format!(
        "[files.s3]\nendpoint = 'https://s3.example.com'\nbucket = 'gatehouse'\naccess_key = 'AK'\nsecret_key = 'file:{}'",
        secret.path().display()
    );
    let config = parse(&s3, &[("GATEHOUSE__FILES__S3__REGION", "eu-1")]).unwrap();
    let bucket = config.files.s3.as_ref().unwrap();
    assert_eq!((bucket.region.as_str(), bucket.secret_key.expose().as_str()), ("eu-1", "a-secret"));
    assert_eq!(config.files_folder(), None);
    assert!(!format!("{config:?}").contains("a-secret"));
    let by_variable = parse("", &[("GATEHOUSE__FILES__PATH", "/srv/other")]).unwrap();
    assert_eq!(by_variable.files.path, "/srv/other");
    for (text, why) in [
        (format!("{s3}\n[files]\npath = 'x'"), "files.path: "),
        (s3.replace("https://s3", "http://s3"), "files.s3: "),
        (s3.replace("'gatehouse'", "'g/h'"), "files.s3.bucket: "),
        (s3.replace("'AK'", "''"), "files.s3.access_key: "),
        (s3.replace("file:", "file:/nowhere"), "files.s3.secret_key: "),
        (format!("{s3}\nprefix = 'a b'"), "files.s3.prefix: "),
        (format!("{s3}\nca = '/nowhere.pem'"), "/nowhere.pem"),
        ("[files]\nfolder = 'x'".to_owned(), "folder"),
        ("[files.s3]\nbucket = 'gatehouse'".to_owned(), "endpoint"),
        ("files = 'x'".to_owned(), "files: "),
    ] {
        let refused = parse(&text, &[]).err().unwrap_or_default();
        assert!(refused.contains(why) && refused.contains("gatehouse.toml"), "{text}: {refused}");
        assert!(!refused.contains("a-secret"), "{refused}");
    }
    let refused = parse(&s3, &[("GATEHOUSE__FILES__S3__BUCKET", "")]).unwrap_err();
    assert!(refused.starts_with("GATEHOUSE__FILES__S3__BUCKET: files.s3.bucket: "), "{refused}");
}
