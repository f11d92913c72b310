static class framework_enum {
  public static void Run() => Console.WriteLine(Enum.GetValues(typeof(DayOfWeek)).Length);
}
