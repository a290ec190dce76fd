//! Words that the API's answers are made of, where the model keeps them as text.

use utoipa::ToSchema;

/// A hash of a device's part: SHA-256 in lower-case hexadecimal.
#[derive(ToSchema)]
#[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
#[expect(dead_code, reason = "only its schema is used")]
pub struct PartHash(String);
