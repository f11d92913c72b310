// Google.Protobuf: well known types, coded streams, JSON, descriptors, a message written by hand.
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

var stamp = Timestamp.FromDateTime(new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc));
var bytes = stamp.ToByteArray();
Console.WriteLine(Convert.ToHexString(bytes) + " " + Timestamp.Parser.ParseFrom(bytes).Equals(stamp) + " " + stamp + " " + stamp.ToDateTime().ToString("O"));
var s = new Struct { Fields = { ["name"] = Value.ForString("Ada"), ["age"] = Value.ForNumber(36), ["tags"] = Value.ForList(Value.ForBool(true), Value.ForNull()), ["in"] = Value.ForStruct(new Struct()) } };
string json = JsonFormatter.Default.Format(s);
Console.WriteLine(json);
var back = JsonParser.Default.Parse<Struct>(json);
Console.WriteLine(back.Equals(s) + " " + back.Fields["age"].NumberValue + " " + back.Fields["name"].KindCase + " " + s.CalculateSize());
var any = Any.Pack(stamp);
Console.WriteLine(any.TypeUrl + " " + any.Is(Timestamp.Descriptor) + " " + any.Unpack<Timestamp>().Seconds + " " + any.TryUnpack(out Duration _));
Console.WriteLine(Duration.FromTimeSpan(TimeSpan.FromSeconds(90.5)) + " " + (stamp + Duration.FromTimeSpan(TimeSpan.FromDays(1))).ToDateTime().Day + " " + JsonParser.Default.Parse<Duration>("\"1.5s\"").Nanos);
Console.WriteLine(new FieldMask { Paths = { "a.b", "c" } } + " " + FieldMask.FromString("x,y").Paths.Count + " " + new Int32Value { Value = 5 } + JsonFormatter.Default.Format(new StringValue { Value = "v" }));
Console.WriteLine(Timestamp.Descriptor.FullName + " " + string.Join(",", Struct.Descriptor.Fields.InDeclarationOrder().Select(f => f.Name + ":" + f.FieldType)) + " " + Value.Descriptor.Oneofs[0].Name + " " + TimestampReflection.Descriptor.Name);
Console.WriteLine(Timestamp.Descriptor.FindFieldByName("seconds").Accessor.GetValue(stamp) + " " + string.Join(",", NullValue.NullValue.GetType().Name));
stamp.Clone().MergeFrom(new Timestamp { Nanos = 5 });
var registry = TypeRegistry.FromMessages(Timestamp.Descriptor, Struct.Descriptor);
Console.WriteLine(new JsonFormatter(new JsonFormatter.Settings(true, registry)).Format(any) + " " + new JsonParser(new JsonParser.Settings(10, registry)).Parse<Any>("{\"@type\":\"type.googleapis.com/google.protobuf.Timestamp\",\"value\":\"2024-01-02T03:04:05Z\"}").Equals(any));
try { Timestamp.Parser.ParseFrom([0x08]); } catch (InvalidProtocolBufferException e) { Console.WriteLine(e.Message); }
try { JsonParser.Default.Parse<Timestamp>("\"x\""); } catch (InvalidProtocolBufferException e) { Console.WriteLine(e.Message); }
var output = new MemoryStream();
using (var coded = new CodedOutputStream(output, true)) { coded.WriteTag(1, WireFormat.WireType.Varint); coded.WriteInt32(-5); coded.WriteTag(2, WireFormat.WireType.LengthDelimited); coded.WriteString("héllo"); coded.WriteTag(3, WireFormat.WireType.Fixed64); coded.WriteDouble(2.5); }
var input = new CodedInputStream(output.ToArray());
uint tag;
while ((tag = input.ReadTag()) != 0) Console.Write(WireFormat.GetTagFieldNumber(tag) switch { 1 => input.ReadInt32() + " ", 2 => input.ReadString() + " ", _ => input.ReadDouble() + "\n" });
var list = new RepeatedField<int> { 3, 1, 2 };
var map = new MapField<string, int> { ["a"] = 1 };
Console.WriteLine(list + " " + map + " " + ByteString.CopyFromUtf8("abc").ToBase64() + " " + ByteString.FromBase64("YWJj").ToStringUtf8() + " " + list.Clone().Equals(list));
