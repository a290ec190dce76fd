//! The components in their states, on one page: for whoever builds with them, for pictures, and for accessibility checks.
//! Its own words are English in all languages; the components' words are the language's.

use askama::Template;
use gatehouse_core::{Lang, Moment};
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

use super::*;

/// The moment that the gallery shows: 2026-11-21T19:05:00Z.
const SHOWN: i64 = 1_795_287_900;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    head: PageHead,
    notices: Vec<Notice>,
    buttons: Vec<Vec<Button>>,
    badges: Vec<Badge>,
    tiles: Vec<Tile>,
    tools: ListTools,
    table: Table,
    pager: Pager,
    empty: Empty,
    summary: ErrorSummary,
    fields: Vec<Field>,
    wrong: Vec<Field>,
    current: Password,
    fresh: Password,
    note: TextArea,
    file: FileField,
    select: Select,
    urgency: Choices,
    kinds: Choices,
    tick: Checkbox,
    confirm: Confirm,
    human: HumanCheck,
    card: ItemCard,
    ticks: Ticks,
    plot: Plot,
    facts: KeyValues,
    history: Timeline,
    progress: Progress,
    json: CodeBlock,
    codes: CodeList,
    qr: Qr,
}

/// The gallery page.
pub fn render(lang: Lang) -> String {
    let format = Format::new(lang, TimeZone::UTC);
    gallery(lang, &format).render().unwrap_or_default()
}

/// The frame that the gallery stands in, with everything that a frame can have.
pub fn page(lang: Lang, path: &str) -> Page {
    let (nav, account) = match lang {
        Lang::En => (["Overview", "Licenses", "Devices", "Requests", "Vault"], ["Profile", "Security"]),
        Lang::Ja => (["概要", "ライセンス", "デバイス", "お問い合わせ", "保管庫"], ["プロフィール", "セキュリティ"]),
        Lang::Ru => (["Обзор", "Лицензии", "Устройства", "Обращения", "Сейф"], ["Профиль", "Безопасность"]),
    };
    let icons = [Icon::Home, Icon::License, Icon::Device, Icon::Send, Icon::Lock];
    let mut page = Page::new(lang, "Aurora", path).described("Every component of the portal.");
    let items: Vec<NavItem> = nav
        .into_iter()
        .zip(icons)
        .enumerate()
        .map(|(i, (label, icon))| NavItem::new(label, format!("#{i}")).icon(icon).current(i == 1))
        .collect();
    page.bar = items.iter().take(4).cloned().collect();
    page.nav = vec![NavGroup::new(items)];
    page.account = Some(AccountMenu {
        label: "aiko.tanaka@example.com".into(),
        items: vec![
            NavItem::new(account[0], "#profile").icon(Icon::Person),
            NavItem::new(account[1], "#security").icon(Icon::Shield),
        ],
        sign_out: "/sign-out".into(),
    });
    page
}

fn gallery(lang: Lang, format: &Format) -> Gallery {
    let errors = FormErrors::one("wrong_code", "Character 7 cannot be right: the alphabet has no 0.");
    let mut all_errors = errors.clone();
    all_errors.add("wrong_email", "Enter an email address such as name@example.com.");
    Gallery {
        page: page(lang, "/_ui").titled("Components"),
        head: PageHead::new("Components")
            .crumbs(lang, [("Overview", "#"), ("Design", "#")])
            .badge(in_use())
            .lede("12 licenses, 2 expire within 30 days")
            .action(Button::link("Export", "#").icon(Icon::Download).download())
            .action(Button::link("Add license", "#").icon(Icon::Plus).primary()),
        notices: vec![
            Notice::info("Version 4.2 is available.").action("What is new", "#"),
            Notice::good("Device deactivated.").undo("Undo", "#").spoken(),
            Notice::warn("2 licenses expire within 30 days.").action("Review renewals", "#"),
            Notice::bad("The file is damaged and was not read.").title("Not imported"),
        ],
        buttons: vec![
            vec![
                Button::submit("Primary").primary(),
                Button::link("Link", "#"),
                Button::submit("With icon").icon(Icon::Refresh),
                Button::link("Quiet", "#").quiet(),
                Button::post("Block", "#").danger().icon(Icon::Ban),
            ],
            vec![
                Button::link("Small", "#").small(),
                Button::post("Remove", "#").danger().small().about("Lantern Pro"),
                Button::link("Opens beside", "#").small().new_tab().icon(Icon::External),
            ],
        ],
        badges: badges(),
        tiles: vec![
            Tile::new("Licenses", format.number(1_204)).href("#"),
            Tile::new("Devices", format.number(3_410)),
            Tile::new("Open requests", "7").href("#"),
        ],
        tools: tools(lang),
        card: ItemCard::new(Icon::Box, "Lantern Pro", "#")
            .sub("Two years")
            .badge(Badge::new(Tone::Good, "Active"))
            .fact(Icon::Device, &Seats::new(lang, 2, 3))
            .action(Some(Button::link("Download", "#").small())),
        ticks: Ticks::new(
            [("Scripting".to_owned(), true), ("Single sign-on".to_owned(), false)],
            "included",
            "not included",
        ),
        plot: Plot::new(
            lang,
            "g-plot",
            "Licenses issued",
            "31 in 7 days",
            "Day",
            (1..8).map(|day| (format!("{day} Nov"), (day * 5) % 11)),
        ),
        table: table(lang, format),
        pager: Pager::new(lang, 4).previous(Some("#before".into())).next(Some("#after".into())),
        empty: Empty::new(
            Icon::License,
            "No licenses yet",
            "Add the activation code from your mail, your box or your card.",
        )
        .action(Button::link("Add license", "#").primary()),
        summary: ErrorSummary::new(lang, &all_errors),
        fields: vec![
            Field::text("name", "Name").autocomplete("name"),
            Field::email("email", "Email").hint("We send a link to this address.").value("aiko@example.com"),
            Field::tel("phone", "Phone").optional(lang),
            Field::number("seats", "Seats", 1, 500).value("3"),
            Field::date("until", "Valid until").value("2027-03-03"),
            Field::one_time_code("otp", "Code from the app"),
            Field::text("fixed", "License number").value("GH-000-482").readonly(),
        ],
        wrong: vec![
            Field::code("wrong_code", "Activation code").value("7F3KQ-0").mark("7F3KQ-", "0", "").errors(&errors),
            Field::email("wrong_email", "Email").value("aiko@").errors(&all_errors),
        ],
        current: Password::current(lang, "password", "Password").link("Forgot password?", "#"),
        fresh: Password::fresh(lang, "new_password", "New password").rules(PasswordRules {
            min_length: 8,
            composition: true,
            login: None,
        }),
        note: TextArea::new("note", "Description").hint("Do not include passwords.").optional(lang),
        file: FileField::new("key", "Key file").accept(".key").hint("XXXXXXXX.key, up to 64 KB"),
        select: Select::new("country", "Country", ["Japan", "Kazakhstan", "United States"].map(|c| Choice::new(c, c)))
            .first("Choose…")
            .autocomplete("country-name"),
        urgency: Choices::one(
            "urgency",
            "How urgent is it?",
            [
                Choice::new("normal", "Normal").hint("A question or small fault").chosen(true),
                Choice::new("high", "High").hint("Work is slowed down"),
                Choice::new("critical", "Critical").hint("Work has stopped"),
            ],
        ),
        kinds: Choices::several(
            "notify",
            "Notify me about",
            [Choice::new("expiry", "Expiry of licenses").chosen(true), Choice::new("news", "New versions")],
        ),
        tick: Checkbox::new("keep", "Keep me signed in on this device").hint("Not on shared computers."),
        confirm: Confirm::new(
            "The account and all data are erased.",
            "I understand that this is permanent",
            "Delete account",
        )
        .errors(&FormErrors::one("confirm", "Tick the box to go on.")),
        human: HumanCheck::new(lang, "gallery", 12, "/human-check/gallery.png", "token"),
        facts: facts(lang, format),
        history: history(format),
        progress: Progress::new("Codes of the batch", "640,000 of 1,000,000 codes", 640_000, 1_000_000),
        json: CodeBlock::new("License", "{\n  \"license\": \"GH-000-482\",\n  \"seats\": 3\n}"),
        codes: CodeList::new(["7QKD-93MX", "H2VT-8PRC", "M4ZW-61JB", "D9FA-57LN"].map(String::from)),
        qr: Qr::new(
            "otpauth://totp/Aurora:aiko?secret=JBSWY3DPEHPK3PXP&issuer=Aurora",
            "Scan with your app",
            "JBSW Y3DP EHPK 3PXP",
        ),
    }
}

/// Every look of a label: each tone, filled and as a ring.
fn badges() -> Vec<Badge> {
    let tones = [Tone::Good, Tone::Warn, Tone::Bad, Tone::Info, Tone::Neutral];
    let both = |tone: Tone| [Badge::new(tone, tone.word()), Badge::new(tone, format!("{}, ring", tone.word())).ring()];
    tones.into_iter().flat_map(both).collect()
}

fn in_use() -> Badge {
    Badge::new(Tone::Good, "In use")
}

/// What a list can do.
fn tools(lang: Lang) -> ListTools {
    let filters = Filters::new(lang, "/_ui")
        .search(Markup::of(&Field::search("q", "Search").placeholder("Code, product or device")))
        .field(&Select::new("product", "Product", [Choice::new("pro", "Lantern Pro")]).first("All products").plain())
        .field(&Select::new("status", "Status", states()).first("Any status").plain())
        .keep("sort", "expires");
    let columns = ["Product", "Code", "Status", "Seats", "Expires"]
        .map(|name| (name.to_lowercase(), name.to_owned(), name != "Code"));
    ListTools::new()
        .filters(filters)
        .columns(ColumnChoice::new(lang, "/_ui", columns).keep("sort", "expires"))
        .file(Button::link("Save as CSV", "#").icon(Icon::Download).quiet())
}

fn states() -> [Choice; 3] {
    [("used", "In use"), ("ending", "Ends soon"), ("over", "Over")].map(|(word, label)| Choice::new(word, label))
}

fn table(lang: Lang, format: &Format) -> Table {
    let mut table = Table::new(
        "Licenses",
        [
            Head::new("Product"),
            Head::new("Code"),
            Head::new("Status"),
            Head::new("Seats"),
            Head::sort("Expires", "#", Some(Direction::Up)),
            Head::actions(lang),
        ],
    );
    let rows = [
        ("Lantern Pro", Badge::new(Tone::Warn, "Ends soon"), 4, 5),
        ("Lantern Render Farm", in_use(), 18, 25),
        ("Lantern Capture", Badge::new(Tone::Bad, "Over").ring(), 0, 10),
        ("Lantern Viewer", Badge::new(Tone::Info, "Being looked at").ring(), 2, 2),
    ];
    for (product, badge, used, seats) in rows {
        table.push([
            Cell::link(product, "#").sub("Business"),
            Cell::of(&CopyCode::masked(lang, "•••••-•••••-•••••-Q2LM7")),
            Cell::badge(&badge),
            Cell::of(&Seats::new(lang, used, seats)),
            Cell::date(format, Moment::from_seconds(SHOWN)),
            Cell::actions([Button::link("Manage", "#").about(product)]),
        ]);
    }
    table
}

fn facts(lang: Lang, format: &Format) -> KeyValues {
    KeyValues::new()
        .row("Code", Cell::of(&CopyCode::new(lang, "7F3KQ-M2XHD-9PVTC-Q2LM7").big()))
        .row("Status", Cell::badge(&in_use()))
        .row("Seats", Cell::of(&Seats::new(lang, 2, 3)))
        .row("Expires", Cell::date(format, Moment::from_seconds(SHOWN)).sub("in 30 days"))
        .row("Order", Cell::link("SHOP-2026-1187", "#"))
        .row("Partner", Cell::none())
}

fn history(format: &Format) -> Timeline {
    let at = |hours: i64| Moment::from_seconds(SHOWN - hours * 3600);
    Timeline::new([
        Entry::new(Tone::Bad, "Blocked", format, at(0)).detail("Payment dispute").who("Clerk"),
        Entry::new(Tone::Good, "Activated on WORKSTATION-7", format, at(30)),
        Entry::new(Tone::Info, "Added to the account", format, at(31)).who("aiko@example.com"),
        Entry::new(Tone::Neutral, "Issued", format, at(900)),
    ])
}
