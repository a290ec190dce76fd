//! What features are called, in any number of languages.

use crate::clerks::{ALL_SCOPES, clerk, on_sale, program};
use crate::modules;
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::{edition_feature, feature_label};
use gatehouse_db::sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _, QueryOrder as _};
use gatehouse_db::{Db, DbConfig};
use gatehouse_testkit::postgres::empty_database;
use gatehouse_testkit::{TestEngine, both_engines};
use gatehouse_web::site::migrations;
use serde_json::{Value, json};

/// The step that made labels a table.
const BY_LANGUAGE: i64 = 20_261_202_413_200;

both_engines! {
    /// ALL-1, ALL-7, LIC-1
    async fn a_form_keeps_the_names_in_languages_that_it_does_not_show(world: World) {
        let id = on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/products/{id}");
        let new = json!({"code": "siren", "labels": {"de": "Sirene", "en": "Siren", "zh-Hant": "警報器"}, "position": 2});
        let made = api.json(Method::POST, &format!("{place}/features"), &new).await.expect(StatusCode::CREATED).json();
        let feature = made["features"].as_array().unwrap().iter().find(|feature| feature["code"] == "siren").unwrap();
        assert_eq!(feature["labels"], new["labels"]);
        let here = format!("/staff/catalog/{id}/features/{}", feature["id"].as_str().unwrap());

        let mut clerk = clerk(&world);
        let page = clerk.get(&here).await.expect(StatusCode::OK);
        let names = ["code", "position", "version", "labels.en", "labels.ja", "labels.ru", "labels.de", "labels.zh-Hant"];
        let mut form: Vec<(&str, String)> = names.map(|name| (name, page.input(name).unwrap_or_default())).to_vec();
        form[4].1 = "サイレン".into();
        let sent: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        clerk.post(&here, &sent).await.expect(StatusCode::SEE_OTHER);
        let labels = async |api: &mut gatehouse_testkit::Browser| -> Value {
            let product = api.get(&place).await.expect(StatusCode::OK).json();
            let features = product["features"].as_array().unwrap();
            features.iter().find(|feature| feature["code"] == "siren").unwrap()["labels"].clone()
        };
        let expected = json!({"de": "Sirene", "en": "Siren", "ja": "サイレン", "zh-Hant": "警報器"});
        assert_eq!(labels(&mut api).await, expected);

        // Somebody else changed the product meanwhile: nothing is stored, and what was typed stays.
        let again = clerk.post(&here, &sent).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(again.input("labels.ja").as_deref(), Some("サイレン"));
        assert_eq!(again.input("labels.zh-Hant").as_deref(), Some("警報器"));
        assert_eq!(labels(&mut api).await, expected);
    }

    /// LIC-1
    async fn what_features_were_called_before_is_carried_over(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let (url, _database) = match world.engine {
            TestEngine::Sqlite => (format!("sqlite:{}", folder.path().join("old.db").display()), None),
            TestEngine::Postgres => {
                let database = empty_database().await.unwrap();
                (database.url().to_owned(), Some(database))
            }
        };
        let db = Db::open(&DbConfig::from_url(&url).unwrap()).await.unwrap();
        let all = migrations(&modules());
        let old: Vec<_> = all.iter().copied().filter(|step| step.version < BY_LANGUAGE).collect();
        assert!(old.len() < all.len());
        db.migrate(&old).await.unwrap();
        let id = |n: u8| match world.engine {
            TestEngine::Sqlite => format!("x'{n:032x}'"),
            TestEngine::Postgres => format!("'{n:032x}'::uuid"),
        };
        let (product, edition, feature, bare) = (id(1), id(2), id(3), id(4));
        for text in [
            format!("insert into product (id, code, name, created_at) values ({product}, 'beacon', 'Beacon', 1)"),
            format!("insert into edition values ({edition}, {product}, 'pro', 'Pro', 1)"),
            format!("insert into feature values ({feature}, {product}, 'radar', 'Radar', 'レーダー', 'Радар', 1)"),
            format!("insert into feature values ({bare}, {product}, 'siren', 'Siren', '', 'Siren', 2)"),
            format!("insert into edition_feature values ({edition}, {feature})"),
        ] {
            db.writer().execute_unprepared(&text).await.unwrap();
        }
        db.migrate(&all).await.unwrap();
        let rows = feature_label::Entity::find()
            .order_by_asc(feature_label::Column::FeatureId)
            .order_by_asc(feature_label::Column::Lang)
            .all(db.reader())
            .await
            .unwrap();
        let found: Vec<_> = rows.iter().map(|row| (row.feature_id.as_u128(), row.lang.as_str(), row.label.as_str())).collect();
        assert_eq!(found, [(3, "en", "Radar"), (3, "ja", "レーダー"), (3, "ru", "Радар"), (4, "en", "Siren"), (4, "ru", "Siren")]);
        assert_eq!(edition_feature::Entity::find().count(db.reader()).await.unwrap(), 1, "editions have their features still");
        db.writer().execute_unprepared(&format!("delete from feature where id = {feature}")).await.unwrap();
        assert_eq!(feature_label::Entity::find().count(db.reader()).await.unwrap(), 2, "and labels go with their feature");
        db.close().await.unwrap();
    }
}
