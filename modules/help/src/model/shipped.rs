//! The articles that come with the program: their texts are files of `articles/`, one for each category and language, and what else is known of
//! them stands here. Staff may write others in their place.

use super::markdown::{Block, parse};
use super::words::{Audience, Kind};
use gatehouse_core::Lang;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A category that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct ShippedCategory {
    /// Its word in addresses; the name of its files.
    pub slug: &'static str,
    /// The one above it.
    pub above: Option<&'static str>,
    /// Its name in English, Japanese and Russian.
    pub names: [&'static str; 3],
}

impl ShippedCategory {
    /// Its name in a language.
    #[must_use]
    pub const fn name(&self, lang: Lang) -> &'static str {
        let [en, ja, ru] = self.names;
        match lang {
            Lang::En => en,
            Lang::Ja => ja,
            Lang::Ru => ru,
        }
    }
}

const fn category(slug: &'static str, above: Option<&'static str>, names: [&'static str; 3]) -> ShippedCategory {
    ShippedCategory { slug, above, names }
}

/// The categories, in their order; one stands behind the one above it.
pub const CATEGORIES: [ShippedCategory; 12] = [
    category("start", None, ["Getting started", "はじめに", "Начало работы"]),
    category("account", None, ["Account and sign-in", "アカウントとログイン", "Учётная запись и вход"]),
    category("security", Some("account"), ["Two-step verification", "2 要素認証", "Двухфакторная аутентификация"]),
    category("licenses", None, ["Licenses", "ライセンス", "Лицензии"]),
    category("devices", Some("licenses"), ["Devices and activation", "デバイスと有効化", "Устройства и активация"]),
    category("purchases", None, ["Purchases and trials", "購入と体験版", "Покупки и пробные лицензии"]),
    category("company", None, ["Companies", "会社", "Компании"]),
    category("support", None, ["Requests to support", "サポートへのお問い合わせ", "Запросы в поддержку"]),
    category("privacy", None, ["Your data", "お客様のデータ", "Ваши данные"]),
    category("glossary", None, ["Glossary", "用語集", "Словарь терминов"]),
    category("staff", None, ["For the team", "担当者向け", "Для сотрудников"]),
    category("staff-licensing", Some("staff"), ["Licensing", "ライセンス業務", "Лицензирование"]),
];

/// An article that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// Its number: below 1,000, and never another one's.
    pub number: i64,
    /// Its words in addresses.
    pub slug: &'static str,
    /// Its category.
    pub category: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Who may read it.
    pub audience: Audience,
    /// The page that it speaks of.
    pub form: Option<&'static str>,
}

const fn about(number: i64, slug: &'static str, category: &'static str, form: &'static str) -> Shipped {
    Shipped { number, slug, category, kind: Kind::Article, audience: Audience::Public, form: Some(form) }
}

const fn question(number: i64, slug: &'static str, category: &'static str, form: &'static str) -> Shipped {
    Shipped { kind: Kind::Question, ..about(number, slug, category, form) }
}

const fn of_staff(number: i64, slug: &'static str, category: &'static str, form: &'static str) -> Shipped {
    Shipped { audience: Audience::Staff, ..about(number, slug, category, form) }
}

const fn term(number: i64, slug: &'static str) -> Shipped {
    Shipped { number, slug, category: "glossary", kind: Kind::Term, audience: Audience::Public, form: None }
}

/// All of them. A number is never used again.
pub const ARTICLES: &[Shipped] = &[
    about(101, "what-home-shows", "start", "/home"),
    about(102, "supported-browsers", "start", "/browsers"),
    about(103, "api-for-programs", "start", "/api/docs"),
    about(111, "create-an-account", "account", "/register"),
    about(112, "sign-in-to-account", "account", "/sign-in"),
    question(113, "forgot-password", "account", "/forgot-password"),
    about(114, "change-email", "account", "/account/email"),
    about(115, "login-without-email", "account", "/account"),
    about(116, "sign-in-services", "account", "/account/sign-in-services"),
    about(117, "sessions-and-browsers", "account", "/account/sessions"),
    about(118, "your-profile", "account", "/account"),
    about(119, "emails-on-and-off", "account", "/account"),
    about(120, "account-activity", "account", "/account/activity"),
    about(121, "delete-account", "account", "/account/delete"),
    about(122, "connected-apps", "account", "/account/apps"),
    about(123, "connect-a-product", "account", "/device"),
    question(124, "product-sign-in-fails", "account", "/device"),
    about(125, "two-step-verification", "security", "/account/security"),
    question(126, "lost-phone", "security", "/account/security"),
    about(127, "text-codes", "security", "/account/security/phone"),
    about(128, "passkeys", "security", "/account/security"),
    about(131, "add-a-license", "licenses", "/licenses/add"),
    question(132, "where-is-my-code", "licenses", "/lost-code"),
    about(133, "your-licenses", "licenses", "/licenses"),
    question(134, "blocked-license", "licenses", "/licenses"),
    about(135, "renewal", "licenses", "/licenses/renewals"),
    about(136, "license-certificate", "licenses", "/certificate"),
    about(137, "license-agreement", "licenses", "/licenses"),
    question(138, "the-seller", "licenses", "/seller"),
    question(141, "move-to-a-new-computer", "devices", "/licenses/devices"),
    question(142, "no-seat-free", "devices", "/licenses/devices"),
    about(143, "manage-devices", "devices", "/licenses/devices"),
    about(144, "activate-offline", "devices", "/key-file"),
    about(145, "seats-in-use", "devices", "/licenses/usage"),
    about(151, "your-purchases", "purchases", "/account/purchases"),
    about(152, "try-a-product", "purchases", "/trial"),
    about(161, "register-a-company", "company", "/companies/register"),
    about(162, "join-a-company", "company", "/companies/joining"),
    about(163, "invite-users", "company", "/companies/joining"),
    about(164, "rights-in-a-company", "company", "/companies/joining"),
    about(165, "company-settings", "company", "/companies/joining"),
    about(166, "mail-domains", "company", "/companies/joining"),
    about(167, "company-sign-in", "company", "/sign-in/company"),
    about(168, "leave-a-company", "company", "/companies/joining"),
    about(169, "change-of-owner", "company", "/companies/joining"),
    about(170, "company-licenses", "company", "/companies/joining"),
    about(171, "delete-a-company", "company", "/companies/joining"),
    about(181, "open-a-request", "support", "/requests/new"),
    about(182, "answer-and-close", "support", "/requests"),
    question(183, "files-that-help", "support", "/support/upload"),
    about(184, "people-of-a-request", "support", "/requests"),
    question(185, "suspicious-file", "support", "/requests/new"),
    about(186, "critical-incident", "support", "/requests/new"),
    about(187, "apns-certificate", "support", "/requests/new"),
    about(188, "support-contract", "support", "/contract-certificate"),
    about(189, "chat-with-support", "support", "/chat"),
    about(190, "rate-support", "support", "/account"),
    about(191, "your-data", "privacy", "/account/export"),
    about(192, "your-statements", "privacy", "/account/privacy"),
    about(201, "staff-sign-in", "account", "/staff/sign-in").for_everybody(),
    of_staff(202, "staff-home-and-search", "staff", "/staff"),
    of_staff(203, "staff-profile", "staff", "/staff/profile"),
    of_staff(204, "staff-customers", "staff", "/staff/accounts"),
    of_staff(205, "staff-companies", "staff", "/staff/companies"),
    of_staff(206, "staff-requests", "staff", "/staff/requests"),
    of_staff(207, "staff-answers", "staff", "/staff/answers"),
    of_staff(208, "staff-support-settings", "staff", "/staff/support"),
    of_staff(209, "staff-contracts", "staff", "/staff/contracts"),
    of_staff(210, "staff-help-center", "staff", "/staff/help"),
    of_staff(211, "staff-statements", "staff", "/staff/statements"),
    of_staff(212, "staff-members", "staff", "/staff/members"),
    of_staff(213, "staff-proposals", "staff", "/staff/proposals"),
    of_staff(214, "staff-audit", "staff", "/staff/audit"),
    of_staff(215, "staff-jobs", "staff", "/staff/jobs"),
    of_staff(216, "staff-brand", "staff", "/staff/settings/brand"),
    of_staff(217, "staff-chats", "staff", "/staff/chats"),
    of_staff(218, "staff-surveys", "staff", "/staff/surveys"),
    of_staff(219, "staff-support-reports", "staff", "/staff/support/reports"),
    of_staff(220, "staff-clients", "staff", "/staff/clients"),
    of_staff(221, "staff-webhooks", "staff", "/staff/webhooks"),
    of_staff(231, "staff-licenses", "staff-licensing", "/staff/licenses"),
    of_staff(232, "staff-blocking", "staff-licensing", "/staff/licenses"),
    of_staff(233, "staff-verification", "staff-licensing", "/staff/verification"),
    of_staff(234, "staff-over-use", "staff-licensing", "/staff/over-use"),
    of_staff(235, "staff-orders", "staff-licensing", "/staff/orders"),
    of_staff(236, "staff-catalog", "staff-licensing", "/staff/catalog"),
    of_staff(237, "staff-sellers", "staff-licensing", "/staff/sellers"),
    of_staff(238, "staff-trials", "staff-licensing", "/staff/trials"),
    of_staff(239, "staff-reports", "staff-licensing", "/staff/reports"),
    term(301, "term-activation-code"),
    term(302, "term-activation"),
    term(303, "term-edition"),
    term(304, "term-device"),
    term(305, "term-top-up"),
    term(306, "term-renewal"),
    term(307, "term-reserve"),
    term(308, "term-key-file"),
    term(309, "term-offline-period"),
    term(310, "term-license-agreement"),
    term(311, "term-license-certificate"),
    term(312, "term-seller"),
    term(313, "term-licensee"),
    term(314, "term-verification"),
    term(315, "term-blocked"),
    term(316, "term-passkey"),
    term(317, "term-recovery-code"),
    term(318, "term-company-owner"),
    term(319, "term-branch"),
    term(320, "term-contract"),
    term(321, "term-quota"),
    term(322, "term-request"),
    term(323, "term-trace"),
    term(324, "term-memory-dump"),
];

impl Shipped {
    const fn for_everybody(self) -> Self {
        Self { audience: Audience::Public, ..self }
    }

    /// Its text in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Option<&'static ShippedText> {
        TEXTS.get(&(lang, self.slug))
    }
}

/// The one with these words.
#[must_use]
pub fn by_slug(slug: &str) -> Option<&'static Shipped> {
    ARTICLES.iter().find(|article| article.slug == slug)
}

/// The one with this number.
#[must_use]
pub fn by_number(number: i64) -> Option<&'static Shipped> {
    ARTICLES.iter().find(|article| article.number == number)
}

/// A text of one.
#[derive(Clone, Debug)]
pub struct ShippedText {
    /// One line.
    pub title: &'static str,
    /// Markdown.
    pub body: String,
    /// What a later program is told by whether it has changed.
    pub fingerprint: String,
}

impl ShippedText {
    /// Its blocks.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        parse(&self.body)
    }
}

macro_rules! files {
    ($($category:literal),+ $(,)?) => {
        [$(
            (Lang::En, include_str!(concat!("../../articles/en/", $category, ".md"))),
            (Lang::Ja, include_str!(concat!("../../articles/ja/", $category, ".md"))),
            (Lang::Ru, include_str!(concat!("../../articles/ru/", $category, ".md"))),
        )+]
    };
}

const FILES: [(Lang, &str); 36] = files!(
    "start",
    "account",
    "security",
    "licenses",
    "devices",
    "purchases",
    "company",
    "support",
    "privacy",
    "glossary",
    "staff",
    "staff-licensing",
);

static TEXTS: LazyLock<HashMap<(Lang, &'static str), ShippedText>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (lang, file) in FILES {
        all.extend(cut(file).into_iter().map(|(slug, text)| ((lang, slug), text)));
    }
    all
});

/// The texts of a file: each begins with a line `# WORDS | Title`.
fn cut(file: &'static str) -> Vec<(&'static str, ShippedText)> {
    let mut found: Vec<(&'static str, &'static str, Vec<&'static str>)> = Vec::new();
    for line in file.lines() {
        if let Some((slug, title)) = line.strip_prefix("# ").and_then(|head| head.split_once(" | ")) {
            found.push((slug.trim(), title.trim(), Vec::new()));
        } else if let Some((_, _, lines)) = found.last_mut() {
            lines.push(line);
        }
    }
    let text = |(slug, title, lines): (&'static str, &'static str, Vec<&'static str>)| {
        let body = lines.join("\n").trim().to_owned();
        let fingerprint = fingerprint(title, &body);
        (slug, ShippedText { title, body, fingerprint })
    };
    found.into_iter().map(text).collect()
}

fn fingerprint(title: &str, body: &str) -> String {
    let hash = Sha256::new().chain_update(title).chain_update([0]).chain_update(body).finalize();
    hash.iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
