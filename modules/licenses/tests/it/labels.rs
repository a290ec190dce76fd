//! What features are called, as the holders of licenses read it.

use crate::people::signed_in;
use crate::shop::Shop;
use axum::http::StatusCode;
use gatehouse_catalog::actions;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::queries::products::product;
use gatehouse_catalog::tables::feature_label;
use gatehouse_context::May;
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_testkit::{World, both_engines};

const ADA: Uuid = Uuid::from_u128(0xADA);

fn entry(code: &str, labels: &[(&str, &str)]) -> FeatureEntry {
    let labels = labels.iter().map(|(tag, label)| ((*tag).to_owned(), (*label).to_owned())).collect();
    FeatureEntry { code: code.into(), labels, position: "1".into() }
}

/// Calls the feature `scan` of the shop so, and returns what its holder reads of it in a language.
async fn read(world: &World, shop: &Shop, labels: &[(&str, &str)], path: &str, lang: &str) -> String {
    let view = product(&May::of(&world.cx()).unwrap(), shop.product).await.unwrap().unwrap();
    let scan = view.features.iter().find(|feature| feature.code == "scan").unwrap().id;
    actions::change(&world.cx(), shop.product, scan, None, &entry("scan", labels)).await.unwrap();
    signed_in(world, ADA).header("accept-language", lang).get(path).await.expect(StatusCode::OK).body
}

both_engines! {
    /// ALL-1, LIC-1, LIC-6
    async fn a_holder_reads_their_language_else_english_else_any_else_the_code(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        let path = format!("/licenses/{}", sold.license);
        let all = [("de", "Suchlauf"), ("en", "Sweep"), ("ja", "走査"), ("pt-BR", "Varredura")];
        for (labels, lang, seen) in [
            (&all[..], "ja", "走査"),
            (&all[..], "en", "Sweep"),
            (&all[..], "ru", "Sweep"),
            (&[("de", "Suchlauf"), ("en-GB", "Sweeping")][..], "ja", "Sweeping"),
            (&[("de", "Suchlauf"), ("pt-BR", "Varredura")][..], "en", "Suchlauf"),
        ] {
            let page = read(&world, &shop, labels, &path, lang).await;
            for (_, label) in labels {
                assert_eq!(page.contains(label), *label == seen, "{lang} {labels:?}: {label}");
            }
        }
        let tx = world.cx().begin().await.unwrap();
        feature_label::Entity::delete_many().exec(&*tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(signed_in(&world, ADA).get(&path).await.expect(StatusCode::OK).body.contains("scan"));
    }
}
