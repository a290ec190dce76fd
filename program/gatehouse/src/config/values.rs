//! The values as an operator reads them, without what is secret.

use super::{BrandConfig, Config, LogForm, PasswordPolicy, TextMessagesConfig};
use gatehouse_web::proxies::Network;
use url::Url;

/// Every key with its value as it is in force: an empty one that follows from another key is shown as what follows.
pub(super) fn all(config: &Config) -> Vec<(&'static str, String)> {
    // Whole, so that a new key cannot be forgotten here.
    let Config {
        listen,
        metrics_listen,
        connections_per_address,
        data_dir,
        files: _,
        database: _,
        database_ca,
        insecure_database,
        database_connections,
        database_readers,
        database_wait,
        database_statement_timeout,
        database_lock_timeout,
        stop_grace,
        licenses,
        decoy_codes,
        mail,
        mail_ca,
        mail_from,
        origin: _,
        staff_origin: _,
        files_origin: _,
        brand,
        help_url,
        egress_proxy,
        reach_loopback,
        name_servers,
        owner_objection_hours,
        apns,
        zone,
        password_policy,
        passwords,
        plain_logins,
        secret_question_alone,
        sign_in,
        staff_sign_in,
        text_messages,
        support,
        inbox,
        blocks,
        trusted_proxies,
        rate_limits,
        audit_days,
        audit_security_days,
        log,
        access_log,
        log_filter,
    } = config;
    let before = vec![
        ("listen", listen.to_string()),
        ("metrics_listen", metrics_listen.map(|address| address.to_string()).unwrap_or_default()),
        ("connections_per_address", connections_per_address.to_string()),
        ("data_dir", data_dir.display().to_string()),
    ];
    let after = vec![
        ("database", database(config)),
        ("database_ca", database_ca.clone()),
        ("insecure_database", insecure_database.to_string()),
        ("database_connections", database_connections.to_string()),
        ("database_readers", database_readers.to_string()),
        ("database_wait", database_wait.to_string()),
        ("database_statement_timeout", database_statement_timeout.to_string()),
        ("database_lock_timeout", database_lock_timeout.to_string()),
        ("stop_grace", stop_grace.to_string()),
        ("licenses.freed_seats_a_year", licenses.freed_seats_a_year.to_string()),
        ("licenses.freed_seat_hours", licenses.freed_seat_hours.to_string()),
        ("licenses.expiry_notices", format!("{:?}", licenses.expiry_notices)),
        ("decoy_codes", decoy_codes.to_string()),
        ("mail", masked(mail)),
        ("mail_ca", mail_ca.clone()),
        ("mail_from", mail_from.clone()),
        ("origin", config.origin()),
        ("staff_origin", config.staff_origin().unwrap_or_default()),
        ("files_origin", config.files_origin().unwrap_or_default()),
    ];
    let end = vec![
        ("help_url", help_url.clone()),
        ("egress_proxy", masked(egress_proxy)),
        ("reach_loopback", reach_loopback.to_string()),
        ("name_servers", name_servers.join(", ")),
        ("owner_objection_hours", owner_objection_hours.to_string()),
        ("apns.key", if apns.key.is_some() { HIDDEN.to_owned() } else { String::new() }),
        ("apns.chain", if apns.chain.is_empty() { "" } else { "set" }.to_owned()),
        ("zone", zone.clone()),
        ("password_policy", policy(*password_policy).to_owned()),
        ("passwords.service", passwords.service.clone()),
        ("plain_logins", plain_logins.to_string()),
        ("secret_question_alone", secret_question_alone.to_string()),
        ("sign_in", sign_in.keys().cloned().collect::<Vec<_>>().join(", ")),
    ];
    let last = vec![
        ("trusted_proxies", networks(trusted_proxies)),
        ("rate_limits", rate_limits.to_string()),
        ("audit_days", audit_days.to_string()),
        ("audit_security_days", audit_security_days.to_string()),
        ("log", form(*log).to_owned()),
        ("access_log", access_log.to_string()),
        ("log_filter", log_filter.clone()),
    ];
    [
        before,
        files(config),
        after,
        vendor(brand),
        end,
        staff_sign_in.values(),
        texts(config, text_messages),
        support.values(),
        inbox.values(),
        blocks.values(),
        last,
    ]
    .concat()
}

/// Where files are: the folder, or the bucket without its key.
fn files(config: &Config) -> Vec<(&'static str, String)> {
    let Some(s3) = &config.files.s3 else {
        let folder = config.files_folder().unwrap_or_default().display().to_string();
        return vec![("files.path", folder), ("files.clamd", config.files.clamd.clone())];
    };
    vec![
        ("files.s3.endpoint", s3.endpoint.clone()),
        ("files.s3.bucket", s3.bucket.clone()),
        ("files.s3.region", s3.region.clone()),
        ("files.s3.access_key", s3.access_key.clone()),
        ("files.s3.secret_key", HIDDEN.to_owned()),
        ("files.s3.prefix", s3.prefix.clone()),
        ("files.s3.ca", s3.ca.clone()),
        ("files.clamd", config.files.clamd.clone()),
    ]
}

/// What the file says of the vendor; the console chooses what is empty.
fn vendor(brand: &BrandConfig) -> Vec<(&'static str, String)> {
    let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    // Whole, so that a new key cannot be forgotten here.
    let BrandConfig {
        name,
        logo,
        logo_dark,
        icon,
        sign_in_picture,
        hue,
        chroma,
        radius,
        home,
        shop,
        help,
        privacy,
        terms,
        imprint,
        status,
        sender,
        address,
        theme,
        languages,
        texts,
    } = brand;
    let languages: Vec<&str> = languages.iter().map(|lang| lang.tag()).collect();
    vec![
        ("brand.name", name.trim().to_owned()),
        ("brand.logo", logo.clone()),
        ("brand.logo_dark", logo_dark.clone()),
        ("brand.icon", icon.clone()),
        ("brand.sign_in_picture", sign_in_picture.clone()),
        ("brand.hue", number(*hue)),
        ("brand.chroma", number(*chroma)),
        ("brand.radius", radius.map(|radius| radius.word().to_owned()).unwrap_or_default()),
        ("brand.home", home.clone()),
        ("brand.shop", shop.clone()),
        ("brand.help", help.clone()),
        ("brand.privacy", privacy.clone()),
        ("brand.terms", terms.clone()),
        ("brand.imprint", imprint.clone()),
        ("brand.status", status.clone()),
        ("brand.sender", sender.clone()),
        ("brand.address", address.trim().replace('\n', ", ")),
        ("brand.theme", theme.map(|theme| theme.word().to_owned()).unwrap_or_default()),
        ("brand.languages", languages.join(", ")),
        ("brand.texts", texts.clone()),
    ]
}

/// Who sends text messages, without what they are asked with.
fn texts(config: &Config, section: &TextMessagesConfig) -> Vec<(&'static str, String)> {
    let kind = |name: &str| section.providers.get(name).map(|one| one.kind.clone()).unwrap_or_default();
    let messages = config.messages().unwrap_or_default();
    let providers = messages.providers().iter().map(|one| format!("{} ({})", one.name, kind(&one.name)));
    vec![
        ("text_messages.countries", section.countries.join(", ")),
        ("text_messages.daily", section.daily.to_string()),
        ("text_messages.order", section.order.join(", ")),
        ("text_messages.providers", providers.collect::<Vec<_>>().join(", ")),
    ]
}

fn database(config: &Config) -> String {
    if config.database.is_empty() {
        format!("sqlite:{}", config.data_dir.join("gatehouse.db").display())
    } else {
        masked(&config.database)
    }
}

const fn policy(policy: PasswordPolicy) -> &'static str {
    match policy {
        PasswordPolicy::Composition => "composition",
        PasswordPolicy::Nist => "nist",
    }
}

const fn form(form: LogForm) -> &'static str {
    match form {
        LogForm::Text => "text",
        LogForm::Json => "json",
    }
}

fn networks(all: &[Network]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What stands in the place of a secret.
pub(super) const HIDDEN: &str = "***";

/// An address without its password, wherever that stands in it.
fn masked(address: &str) -> String {
    if address.starts_with("sqlite:") {
        return address.to_owned();
    }
    let Some(mut url) = Url::parse(address).ok().filter(|url| !url.cannot_be_a_base()) else {
        return if ["", "dev:"].contains(&address) { address.to_owned() } else { HIDDEN.to_owned() };
    };
    if url.password().is_some() && url.set_password(Some(HIDDEN)).is_err() {
        return HIDDEN.to_owned();
    }
    let is_secret = |key: &str| key.to_lowercase().contains("password") || key.to_lowercase().contains("secret");
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    if !pairs.iter().any(|(key, _)| is_secret(key)) {
        return if url.password().is_some() { url.to_string() } else { address.to_owned() };
    }
    let mut query = url.query_pairs_mut();
    query.clear();
    for (key, value) in &pairs {
        query.append_pair(key, if is_secret(key) { HIDDEN } else { value });
    }
    drop(query);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{Config, keys};
    use super::{all, masked};
    use std::collections::{BTreeMap, BTreeSet};

    /// ALL-6
    #[tokio::test]
    async fn every_key_is_shown_once_in_the_order_of_the_configuration() {
        let group = |key: &'static str| key.split('.').next().unwrap_or(key);
        let bucket = "[files.s3]\nendpoint = 'https://s3.example.com'\nbucket = 'gatehouse'\naccess_key = 'AK'\nsecret_key = 'hidden-key'";
        for config in [Config::default(), Config::parse(bucket, &BTreeMap::new()).unwrap()] {
            let shown = all(&config);
            assert!(!shown.iter().any(|(_, value)| value.contains("hidden-key")));
            let keys: BTreeSet<&str> = shown.iter().map(|(key, _)| *key).collect();
            assert_eq!(keys.len(), shown.len());
            let mut groups: Vec<&str> = shown.into_iter().map(|(key, _)| group(key)).collect();
            groups.dedup();
            assert_eq!(groups, keys::names());
        }
    }

    /// PRI-13
    #[test]
    fn an_address_is_shown_without_its_password() {
        for (address, shown) in [
            ("smtps://u:s3cret@mail.example.com", "smtps://u:***@mail.example.com"),
            ("postgres://u:s3cret@h/d?sslmode=verify-full", "postgres://u:***@h/d?sslmode=verify-full"),
            ("postgres://h/d?user=u&password=s3cret", "postgres://h/d?user=u&password=***"),
            ("postgres:///d?host=/run/postgresql", "postgres:///d?host=/run/postgresql"),
            ("http://proxy:3128", "http://proxy:3128"),
            ("sqlite:data/portal.db", "sqlite:data/portal.db"),
            ("dev:", "dev:"),
            ("", ""),
            ("u:s3cret@nowhere", "***"),
        ] {
            assert_eq!(masked(address), shown);
        }
    }
}
