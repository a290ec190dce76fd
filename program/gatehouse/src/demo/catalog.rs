//! The demo's catalog: three products of a fictional vendor.

use super::done;
use gatehouse_catalog::actions::{add, application, edition, feature, product, term, version};
use gatehouse_catalog::tables;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// Whether the catalog has a product with the code of one of these.
pub(super) async fn is_here(cx: &Cx) -> Result<bool, Fault> {
    use tables::product::{Column, Entity};
    let codes = PRODUCTS.iter().map(|(code, ..)| *code);
    Ok(Entity::find().filter(Column::Code.is_in(codes)).count(cx.read()).await? > 0)
}

/// Makes the catalog.
pub(super) async fn load(cx: &Cx) -> Result<(), Fault> {
    for (code, name, description, editions, features) in PRODUCTS {
        let entry = product::ProductEntry {
            code: code.into(),
            name: name.into(),
            description: description.into(),
            buy_url: format!("https://shop.example.com/{code}/{{edition}}?lang={{lang}}"),
            renew_url: "https://shop.example.com/renew?license={license}&lang={lang}".into(),
            ..product::ProductEntry::default()
        };
        let id = done(product::create(cx, &entry).await)?;
        let mut known = Vec::new();
        for (position, (feature_code, labels)) in features.iter().enumerate() {
            let entry = feature::FeatureEntry {
                code: (*feature_code).into(),
                labels: labels.iter().map(|(lang, label)| (lang.tag().to_owned(), (*label).to_owned())).collect(),
                position: (position + 1).to_string(),
            };
            done(add(cx, id, None, &entry).await)?;
            known.push((*feature_code).to_owned());
        }
        for (position, (edition_code, edition_name, count)) in editions.iter().enumerate() {
            let entry = edition::EditionEntry {
                code: (*edition_code).into(),
                name: (*edition_name).into(),
                position: (position + 1).to_string(),
                features: known.iter().take(*count).cloned().collect(),
            };
            done(add(cx, id, None, &entry).await)?;
        }
        for (term_code, term_name, months) in
            [("year", "1 year", "12"), ("two-years", "2 years", "24"), ("forever", "Perpetual", "")]
        {
            let entry = term::TermEntry {
                code: term_code.into(),
                name: term_name.into(),
                starts: "activation".into(),
                months: months.into(),
                ..term::TermEntry::default()
            };
            done(add(cx, id, None, &entry).await)?;
        }
        let entry = version::VersionEntry { number: "4.2.0".into(), released_at: "2025-10-01".into() };
        done(add(cx, id, None, &entry).await)?;
        for (platform, suffix) in [("windows", "exe"), ("macos", "dmg"), ("linux", "tar.gz")] {
            let entry = application::ApplicationEntry {
                code: format!("{code}-{platform}"),
                name: name.into(),
                platform: platform.into(),
                download_url: format!("https://downloads.example.com/{code}/4.2.0/{code}.{suffix}"),
            };
            done(add(cx, id, None, &entry).await)?;
        }
    }
    Ok(())
}

type DemoProduct =
    (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str, usize)], &'static [DemoFeature]);

/// A code, and what it is called.
type DemoFeature = (&'static str, [(Lang, &'static str); 3]);

const fn named(en: &'static str, ja: &'static str, ru: &'static str) -> [(Lang, &'static str); 3] {
    [(Lang::En, en), (Lang::Ja, ja), (Lang::Ru, ru)]
}

/// Code, name, description, editions (with how many of the features), features.
const PRODUCTS: [DemoProduct; 3] = [
    (
        "lantern",
        "Lantern",
        "Finds what changed in a tree of files",
        &[("home", "Home", 2), ("pro", "Pro", 5)],
        &[
            ("scan", named("Scan folders", "フォルダーのスキャン", "Проверка папок")),
            ("watch", named("Watch for changes", "変更の監視", "Отслеживание изменений")),
            ("report", named("Reports", "レポート", "Отчёты")),
            ("manifest", named("List of every file", "全ファイルの一覧", "Список всех файлов")),
            ("priority", named("Priority support", "優先サポート", "Приоритетная поддержка")),
        ],
    ),
    (
        "studio",
        "Aurora Studio",
        "Edits pictures and film",
        &[("standard", "Standard", 2), ("team", "Team", 3)],
        &[
            ("edit", named("Editing", "編集", "Монтаж")),
            ("effects", named("Effects", "エフェクト", "Эффекты")),
            ("share", named("Shared projects", "プロジェクトの共有", "Общие проекты")),
        ],
    ),
    (
        "capture",
        "Aurora Capture",
        "Records the screen",
        &[("standard", "Standard", 1)],
        &[("record", named("Recording", "録画", "Запись экрана"))],
    ),
];

#[cfg(test)]
mod tests {
    use super::PRODUCTS;

    /// LIC-30
    #[test]
    fn the_pro_edition_of_the_sample_product_has_all_that_the_sample_program_asks_for() {
        let (_, _, _, editions, features) = PRODUCTS[0];
        let (_, _, count) = editions[1];
        assert!(features.iter().take(count).any(|(code, ..)| *code == "manifest"));
    }
}
