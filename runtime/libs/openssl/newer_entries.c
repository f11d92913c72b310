// Entries that the .NET 10 framework has and the shim sources (of .NET 9) do not. The algorithms behind most of them came with OpenSSL 3.5: here they
// are not available, as with an older OpenSSL; IsSupported says so, and nothing else of them is called.
#include "opensslshim.h"
#include "pal_ecc_import_export.h"
#include "pal_utilities.h"

typedef int32_t Bool;

// ---- elliptic curve keys, asked for by EVP_PKEY; the private number is the caller's copy ----
static Bool own_copy(const BIGNUM** number) {
  if (!*number) return 1;
  *number = BN_dup(*number);
  return *number != NULL;
}

Bool CryptoNative_EvpPKeyGetEcKeyParameters(const EVP_PKEY* pkey, Bool with_private, const BIGNUM** x, int32_t* x_size, const BIGNUM** y, int32_t* y_size,
                                            const BIGNUM** d, int32_t* d_size) {
  EC_KEY* key = EVP_PKEY_get1_EC_KEY((EVP_PKEY*)pkey);
  if (!key) return 0;
  Bool result = CryptoNative_GetECKeyParameters(key, with_private, x, x_size, y, y_size, d, d_size);
  if (result == 1 && !own_copy(d)) result = 0;
  EC_KEY_free(key);
  return result;
}

Bool CryptoNative_EvpPKeyGetEcCurveParameters(const EVP_PKEY* pkey, Bool with_private, ECCurveType* type, const BIGNUM** x, int32_t* x_size, const BIGNUM** y,
                                              int32_t* y_size, const BIGNUM** d, int32_t* d_size, const BIGNUM** p, int32_t* p_size, const BIGNUM** a, int32_t* a_size,
                                              const BIGNUM** b, int32_t* b_size, const BIGNUM** gx, int32_t* gx_size, const BIGNUM** gy, int32_t* gy_size,
                                              const BIGNUM** order, int32_t* order_size, const BIGNUM** cofactor, int32_t* cofactor_size, const BIGNUM** seed,
                                              int32_t* seed_size) {
  EC_KEY* key = EVP_PKEY_get1_EC_KEY((EVP_PKEY*)pkey);
  if (!key) return 0;
  Bool result = CryptoNative_GetECCurveParameters(key, with_private, type, x, x_size, y, y_size, d, d_size, p, p_size, a, a_size, b, b_size, gx, gx_size, gy,
                                                  gy_size, order, order_size, cofactor, cofactor_size, seed, seed_size);
  if (result == 1 && !own_copy(d)) result = 0;
  EC_KEY_free(key);
  return result;
}

Bool CryptoNative_EvpPKeyGetEcGroupNid(const EVP_PKEY* pkey, int32_t* nid) {
  *nid = NID_undef;
  EC_KEY* key = EVP_PKEY_get1_EC_KEY((EVP_PKEY*)pkey);
  if (!key) return 0;
  const EC_GROUP* group = EC_KEY_get0_group(key);
  if (group) *nid = EC_GROUP_get_curve_name(group);
  EC_KEY_free(key);
  return group != NULL;
}

// Interop.Crypto.EvpAlgorithmFamilyId
int32_t CryptoNative_EvpPKeyFamily(const EVP_PKEY* pkey) {
  switch (EVP_PKEY_get_base_id(pkey)) {
    case EVP_PKEY_RSA: case EVP_PKEY_RSA_PSS: return 1;
    case EVP_PKEY_DSA: return 2;
    case EVP_PKEY_EC: return 3;
    default: return 0;
  }
}

// ---- signature algorithms of a TLS connection, as OpenSSL's own list syntax ----
Bool CryptoNative_SslSetSigalgs(SSL* ssl, char* list) { return SSL_ctrl(ssl, SSL_CTRL_SET_SIGALGS_LIST, 0, list) == 1; }
Bool CryptoNative_SslSetClientSigalgs(SSL* ssl, char* list) { return SSL_ctrl(ssl, SSL_CTRL_SET_CLIENT_SIGALGS_LIST, 0, list) == 1; }
Bool CryptoNative_GetDefaultSignatureAlgorithms(uint16_t* algorithms, int32_t* count) {
  (void)algorithms;
  *count = 0;
  return 0;
}

// ---- memory accounting of debug builds ----
void CryptoNative_EnableMemoryTracking(int32_t enable) { (void)enable; }
void CryptoNative_GetMemoryUse(int64_t* bytes, int64_t* allocations) { *bytes = *allocations = 0; }
void CryptoNative_ForEachTrackedAllocation(void (*callback)(void*, int32_t, const char*, int32_t, intptr_t), intptr_t context) { (void)callback, (void)context; }

// ---- OpenSSL 3.5 ----
Bool CryptoNative_EvpKemAvailable(const char* algorithm) { (void)algorithm; return 0; }
Bool CryptoNative_IsSignatureAlgorithmAvailable(const char* algorithm) { (void)algorithm; return 0; }

// Functions about keys that cannot exist: each answers with failure.
#define NO_KEY(name) intptr_t name(void) { return 0; }
#include "newer_entries.def"
#undef NO_KEY
