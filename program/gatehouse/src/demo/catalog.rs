//! The demo's catalog: five products of a fictional vendor, one of them not sold any more.

use super::done;
use gatehouse_catalog::actions::agreement::publish_agreement;
use gatehouse_catalog::actions::edition_service::{EditionServiceEntry, set_edition_service};
use gatehouse_catalog::actions::{add, application, edition, feature, icon, offer, product, term, version};
use gatehouse_catalog::model::labels::Labels;
use gatehouse_catalog::tables;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// Whether the catalog has a product with the code of one of these.
pub(super) async fn is_here(cx: &Cx) -> Result<bool, Fault> {
    use tables::product::{Column, Entity};
    let codes = PRODUCTS.iter().map(|product| product.code);
    Ok(Entity::find().filter(Column::Code.is_in(codes)).count(cx.read()).await? > 0)
}

/// The products that come later than the day on which the catalog is made.
pub(super) struct Made {
    pub(super) lantern: Uuid,
    pub(super) keys: Uuid,
}

/// Makes the catalog.
pub(super) async fn load(cx: &Cx) -> Result<Made, Fault> {
    let mut made = Made { lantern: Uuid::nil(), keys: Uuid::nil() };
    for product in &PRODUCTS {
        let id = make(cx, product).await?;
        match product.code {
            "lantern" => made.lantern = id,
            "keys" => made.keys = id,
            _ => {}
        }
    }
    Ok(made)
}

/// A newer version of the product that most people have, released today.
pub(super) async fn release(cx: &Cx, made: &Made) -> Result<(), Fault> {
    release_of(cx, made.lantern, "4.3.0").await
}

/// Aurora Keys is not sold any more; whoever has it goes on.
pub(super) async fn end_keys(cx: &Cx, made: &Made) -> Result<(), Fault> {
    done(product::archive(cx, made.keys, true).await)
}

/// What an edition needs and brings beside its features: those of Lantern that have more keep their last feature for accounts.
async fn service_of(
    cx: &Cx,
    sold: (&str, Uuid),
    edition: Uuid,
    has_more: bool,
    features: &[&str],
) -> Result<(), Fault> {
    let (code, product) = sold;
    let needing = features.last().filter(|_| code == "lantern" && has_more);
    let by_lang = |texts: [(Lang, &str); 3]| texts.map(|(lang, text)| (lang.tag().to_owned(), text.to_owned())).into();
    let entry = EditionServiceEntry {
        account_need: if needing.is_some() { "some".to_owned() } else { "never".to_owned() },
        account_features: needing.map(|feature| (*feature).to_owned()).into_iter().collect(),
        support: by_lang(SUPPORT),
        services: if has_more { by_lang(SERVICES) } else { Labels::new() },
    };
    done(set_edition_service(cx, product, edition, None, &entry).await)?;
    Ok(())
}

const SUPPORT: [(Lang, &str); 3] = [
    (Lang::En, "By email, an answer within two working days"),
    (Lang::Ja, "メールで対応、2 営業日以内に回答"),
    (Lang::Ru, "По электронной почте, ответ в течение двух рабочих дней"),
];
const SERVICES: [(Lang, &str); 3] = [
    (Lang::En, "Help with the first installation"),
    (Lang::Ja, "初回インストールのサポート"),
    (Lang::Ru, "Помощь при первой установке"),
];

async fn release_of(cx: &Cx, product: Uuid, number: &str) -> Result<(), Fault> {
    let released_at = cx.now().rfc3339().chars().take("2026-11-28".len()).collect();
    let entry = version::VersionEntry { number: number.into(), released_at, ..version::VersionEntry::default() };
    done(add(cx, product, None, &entry).await).map(drop)
}

/// What the shop sells under codes of its own: name, and the seats from, to and in steps.
const OFFERS: [(&str, &str, [&str; 3]); 2] = [
    ("lantern-pro-1y", "Lantern Pro, 1 year", ["1", "", ""]),
    ("lantern-team-1y", "Lantern Pro for teams, 1 year", ["5", "50", "5"]),
];

fn offer_of(code: &str, name: &str, [least, most, step]: [&str; 3]) -> offer::OfferEntry {
    offer::OfferEntry {
        code: code.into(),
        name: name.into(),
        edition: "pro".into(),
        term: "year".into(),
        seats_min: least.into(),
        seats_max: most.into(),
        seats_step: step.into(),
        ..offer::OfferEntry::default()
    }
}

async fn make(cx: &Cx, sold: &Product) -> Result<Uuid, Fault> {
    let entry = product::ProductEntry {
        code: sold.code.into(),
        name: sold.name.into(),
        description: sold.description.into(),
        trial_days: "30".into(),
        buy_url: format!("https://shop.skerrylight.test/{}/{{edition}}?lang={{lang}}&user={{user}}", sold.code),
        renew_url: "https://shop.skerrylight.test/renew?license={license}&lang={lang}".into(),
        ..product::ProductEntry::default()
    };
    let id = done(product::create(cx, &entry).await)?;
    done(icon::set(cx, id, sold.icon).await)?;
    if sold.code == "lantern" {
        let texts = AGREEMENT.map(|(lang, text)| (lang.tag().to_owned(), text.to_owned()));
        done(publish_agreement(cx, id, None, &texts.into()).await)?;
    }
    for (position, (code, labels)) in sold.features.iter().enumerate() {
        let entry = feature::FeatureEntry {
            code: (*code).into(),
            labels: labels.iter().map(|(lang, label)| (lang.tag().to_owned(), (*label).to_owned())).collect(),
            position: (position + 1).to_string(),
        };
        done(add(cx, id, None, &entry).await)?;
    }
    for (position, (code, name, features)) in sold.editions.iter().enumerate() {
        let entry = edition::EditionEntry {
            code: (*code).into(),
            name: (*name).into(),
            position: (position + 1).to_string(),
            features: features.iter().map(|code| (*code).to_owned()).collect(),
        };
        let edition = done(add(cx, id, None, &entry).await)?;
        service_of(cx, (sold.code, id), edition, position > 0, features).await?;
    }
    for (code, name, months, days) in TERMS {
        let entry = term::TermEntry {
            code: code.into(),
            name: name.into(),
            starts: "activation".into(),
            months: months.into(),
            days: days.into(),
            ..term::TermEntry::default()
        };
        done(add(cx, id, None, &entry).await)?;
    }
    if sold.code == "lantern" {
        for (code, name, seats) in OFFERS {
            done(add(cx, id, None, &offer_of(code, name, seats)).await)?;
        }
    }
    release_of(cx, id, "4.2.0").await?;
    for (platform, suffix) in [("windows", "exe"), ("macos", "dmg"), ("linux", "tar.gz")] {
        let code = sold.code;
        let entry = application::ApplicationEntry {
            code: format!("{code}-{platform}"),
            name: sold.name.into(),
            platform: platform.into(),
            download_url: format!("https://downloads.example.com/{code}/4.2.0/{code}.{suffix}"),
            ..application::ApplicationEntry::default()
        };
        done(add(cx, id, None, &entry).await)?;
    }
    if sold.code == "lantern" {
        // What file managers load has a key file of its own.
        let entry = application::ApplicationEntry {
            code: "lantern-plug-in".into(),
            name: "Lantern in your file manager".into(),
            platform: "windows".into(),
            download_url: "https://downloads.example.com/lantern/4.2.0/lantern-plug-in.zip".into(),
            group: "Plug-ins".into(),
        };
        done(add(cx, id, None, &entry).await)?;
    }
    Ok(id)
}

/// Code, name, months, days.
const TERMS: [(&str, &str, &str, &str); 5] = [
    ("month", "1 month", "1", ""),
    ("year", "1 year", "12", ""),
    ("two-years", "2 years", "24", ""),
    ("forever", "Perpetual", "", ""),
    ("trial", "30-day trial", "", "30"),
];

struct Product {
    code: &'static str,
    name: &'static str,
    description: &'static str,
    icon: &'static [u8],
    editions: &'static [Edition],
    features: &'static [Feature],
}

/// A code, a name, and the codes of its features.
type Edition = (&'static str, &'static str, &'static [&'static str]);

/// A code, and what it is called.
type Feature = (&'static str, [(Lang, &'static str); 3]);

const fn named(en: &'static str, ja: &'static str, ru: &'static str) -> [(Lang, &'static str); 3] {
    [(Lang::En, en), (Lang::Ja, ja), (Lang::Ru, ru)]
}

const PRODUCTS: [Product; 5] = [
    Product {
        code: "lantern",
        name: "Lantern",
        description: "Finds what changed in a tree of files, and what should not have",
        icon: include_bytes!("pictures/lantern.png"),
        editions: &[
            ("home", "Home", &["scan", "watch"]),
            ("pro", "Pro", &["scan", "watch", "report", "manifest", "priority", "anti-theft"]),
            (
                "business",
                "Business",
                &["scan", "watch", "report", "manifest", "priority", "anti-theft", "mail", "console"],
            ),
            ("server", "Server", &["scan", "watch", "report", "manifest", "priority", "console"]),
        ],
        features: &[
            ("scan", named("Scan folders", "フォルダーのスキャン", "Проверка папок")),
            ("watch", named("Watch for changes", "変更の監視", "Отслеживание изменений")),
            ("report", named("Reports", "レポート", "Отчёты")),
            ("manifest", named("List of every file", "全ファイルの一覧", "Список всех файлов")),
            ("priority", named("Priority support", "優先サポート", "Приоритетная поддержка")),
            ("anti-theft", named("Anti-theft", "盗難対策", "Защита от кражи")),
            ("mail", named("Mail protection", "メール保護", "Защита почты")),
            ("console", named("Management console", "管理コンソール", "Консоль управления")),
        ],
    },
    Product {
        code: "vault",
        name: "Lantern Vault",
        description: "Keeps passwords and notes, readable by you alone",
        icon: include_bytes!("pictures/vault.png"),
        editions: &[("single", "Single", &["vault", "fill"]), ("family", "Family", &["vault", "fill", "share"])],
        features: &[
            ("vault", named("Encrypted vault", "暗号化された保管庫", "Зашифрованное хранилище")),
            ("fill", named("Fills in forms", "フォームの自動入力", "Автозаполнение форм")),
            ("share", named("Shared entries", "項目の共有", "Общие записи")),
        ],
    },
    Product {
        code: "studio",
        name: "Aurora Studio",
        description: "Edits pictures and film",
        icon: include_bytes!("pictures/studio.png"),
        editions: &[("standard", "Standard", &["edit", "effects"]), ("team", "Team", &["edit", "effects", "share"])],
        features: &[
            ("edit", named("Editing", "編集", "Монтаж")),
            ("effects", named("Effects", "エフェクト", "Эффекты")),
            ("share", named("Shared projects", "プロジェクトの共有", "Общие проекты")),
        ],
    },
    Product {
        code: "capture",
        name: "Aurora Capture",
        description: "Records the screen",
        icon: include_bytes!("pictures/capture.png"),
        editions: &[("standard", "Standard", &["record"])],
        features: &[("record", named("Recording", "録画", "Запись экрана"))],
    },
    Product {
        code: "keys",
        name: "Aurora Keys",
        description: "The predecessor of Lantern Vault",
        icon: include_bytes!("pictures/keys.png"),
        editions: &[("free", "Free", &["store"]), ("plus", "Plus", &["store", "sync"])],
        features: &[
            ("store", named("Stored passwords", "パスワードの保存", "Хранение паролей")),
            ("sync", named("Synchronization", "同期", "Синхронизация")),
        ],
    },
];

/// The license agreement of Lantern: it can be read, and the product does not ask for it.
const AGREEMENT: [(Lang, &str); 3] = [
    (
        Lang::En,
        "1. You may use Lantern on as many devices at once as your license has seats, until the license expires.\n\n\
         2. Standard support answers by email within two working days.\n\n\
         3. You may pass the license on: remove it from your account first.",
    ),
    (
        Lang::Ja,
        "1. お客様は、ライセンスの有効期限まで、ライセンスの台数を上限として Lantern を同時に使用できます。\n\n\
         2. 標準サポートでは、2 営業日以内にメールで回答します。\n\n\
         3. ライセンスは譲渡できます。先にアカウントから削除してください。",
    ),
    (
        Lang::Ru,
        "1. Lantern можно использовать одновременно на стольких устройствах, на сколько выдана лицензия, пока она действует.\n\n\
         2. Стандартная поддержка отвечает по электронной почте в течение двух рабочих дней.\n\n\
         3. Лицензию можно передать: сначала удалите её из своей учётной записи.",
    ),
];

#[cfg(test)]
mod tests {
    use super::PRODUCTS;

    /// LIC-30
    #[test]
    fn the_pro_edition_of_the_sample_product_has_all_that_the_sample_program_asks_for() {
        let (code, _, features) = PRODUCTS[0].editions[1];
        assert_eq!(code, "pro");
        assert!(features.contains(&"manifest"));
    }

    /// LIC-1
    #[test]
    fn every_edition_has_features_of_its_product() {
        for product in &PRODUCTS {
            let known: Vec<&str> = product.features.iter().map(|(code, _)| *code).collect();
            for (edition, _, features) in product.editions {
                let all = features.iter().all(|code| known.contains(code));
                assert!(all && !features.is_empty(), "{} {edition}", product.code);
            }
        }
    }
}
