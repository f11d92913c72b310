// System.Math and System.MathF: the C library, row by row.
#include <math.h>

extern "C" {
#define UNARY(name, function)                                                        \
  double ic_System_Math_##name(double x) { return function(x); }                     \
  float ic_System_MathF_##name(float x) { return function##f(x); }
UNARY(Acos, acos)
UNARY(Acosh, acosh)
UNARY(Asin, asin)
UNARY(Asinh, asinh)
UNARY(Atan, atan)
UNARY(Atanh, atanh)
UNARY(Cbrt, cbrt)
UNARY(Cos, cos)
UNARY(Cosh, cosh)
UNARY(Exp, exp)
UNARY(Log, log)
UNARY(Log2, log2)
UNARY(Log10, log10)
UNARY(Sin, sin)
UNARY(Sinh, sinh)
UNARY(Tan, tan)
UNARY(Tanh, tanh)
UNARY(Ceiling, ceil)
UNARY(Floor, floor)
UNARY(Sqrt, sqrt)
#undef UNARY

double ic_System_Math_Atan2(double y, double x) { return atan2(y, x); }
float ic_System_MathF_Atan2(float y, float x) { return atan2f(y, x); }
double ic_System_Math_Pow(double x, double y) { return pow(x, y); }
float ic_System_MathF_Pow(float x, float y) { return powf(x, y); }
double ic_System_Math_FusedMultiplyAdd(double x, double y, double z) { return fma(x, y, z); }
float ic_System_MathF_FusedMultiplyAdd(float x, float y, float z) { return fmaf(x, y, z); }
double ic_System_Math_ModF(double x, double* whole) { return modf(x, whole); }
float ic_System_MathF_ModF(float x, float* whole) { return modff(x, whole); }
void ic_System_Math_SinCos(double x, double* sine, double* cosine) { *sine = sin(x); *cosine = cos(x); }
void ic_System_MathF_SinCos(float x, float* sine, float* cosine) { *sine = sinf(x); *cosine = cosf(x); }

}
